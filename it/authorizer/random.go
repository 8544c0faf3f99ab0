// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// random is a source of choices.
type random struct{ *rand.Rand }

// newRandom is the source for one attempt at one world: each depends on nothing else.
func newRandom(seed uint64, world, attempt int) random {
	return random{rand.New(rand.NewPCG(seed, uint64(world)<<16|uint64(attempt)))}
}

// oneIn is true once in n times.
func (r random) oneIn(n int) bool { return r.IntN(n) == 0 }

// between is a number from low to high.
func (r random) between(low, high int) int { return low + r.IntN(high-low+1) }

func (r random) pick(list []string) string { return pickOf(r, list) }

func pickOf[T any](r random, list []T) T { return list[r.IntN(len(list))] }

// some is a choice of low to high different items of a list.
func (r random) some(list []string, low, high int) []string {
	shuffled := slices.Clone(list)
	r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	return shuffled[:min(r.between(low, high), len(shuffled))]
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
