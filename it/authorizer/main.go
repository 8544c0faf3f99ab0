// SPDX-License-Identifier: Apache-2.0

// Command authorizer asks Kubernetes' own RBAC authorizer who may do what in worlds made at random, and writes worlds
// and answers as JSON: what Token Audit's resolver has to agree with.
//
//	go run . -seed 1 -worlds 5000 -queries 40 -out FILE
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// kubernetesVersion is that of the modules in go.mod; a test holds the two equal.
const kubernetesVersion = "1.37"

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "authorizer:", err)
		os.Exit(1)
	}
}

func run(args []string, log io.Writer) error {
	flags := flag.NewFlagSet("authorizer", flag.ContinueOnError)
	seed := flags.Uint64("seed", 1, "what everything is made of: the same `number`, the same file")
	count := flags.Int("worlds", 5000, "how many worlds")
	queries := flags.Int("queries", 40, "how many queries of each world")
	kindList := flags.String("kinds", strings.Join(kinds, ","), "which `kinds` of worlds, in turn")
	out := flags.String("out", "", "`file` to write")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *out == "" || flags.NArg() > 0 || *count < 1 || *queries < 1 {
		return errors.New("-out FILE is needed, and numbers above 0; -h explains")
	}
	chosen := strings.Split(*kindList, ",")
	for _, kind := range chosen {
		if !slices.Contains(kinds, kind) {
			return fmt.Errorf("no kind of world is called %q; there are %s", kind, strings.Join(kinds, ", "))
		}
	}
	d := document{KubernetesVersion: kubernetesVersion, Seed: *seed}
	a := newAggregator()
	unsettled := 0
	for i := range *count {
		w, discarded, err := makeWorld(a, *seed, i, chosen[i%len(chosen)], *queries)
		if err != nil {
			return fmt.Errorf("world %d of seed %d: %w", i, *seed, err)
		}
		d.Worlds = append(d.Worlds, w)
		unsettled += discarded
	}
	var b bytes.Buffer
	d.write(&b)
	fmt.Fprintf(log, "%d worlds, %d queries, %d allowed; %d worlds discarded, where what Kubernetes does depends on timing\n",
		len(d.Worlds), d.count(func(query) bool { return true }), d.count(query.allowed), unsettled)
	return os.WriteFile(*out, b.Bytes(), 0o666)
}

// makeWorld makes the i-th world of a seed and asks about it. A world on which Kubernetes itself has no fixed opinion is
// discarded, and the next one taken in its place; the number of those is returned.
func makeWorld(a *aggregator, seed uint64, i int, kind string, queries int) (world, int, error) {
	for attempt := 0; ; attempt++ {
		r := newRandom(seed, i, attempt)
		objects, users := generate(r, kind)
		text := manifests(r, objects)
		c, err := settle(a, text)
		if errors.Is(err, errUnsettled) {
			continue
		}
		if err != nil {
			return world{}, 0, fmt.Errorf("%w\n%s", err, text)
		}
		queries, err := ask(r, c, users, queries)
		if err != nil {
			return world{}, 0, fmt.Errorf("%w\n%s", err, text)
		}
		return world{
			Name:      fmt.Sprintf("%d/%d", seed, i),
			Kind:      kind,
			Users:     users.known,
			Manifests: strings.Split(strings.TrimSuffix(text, "\n"), "\n"),
			Queries:   queries,
		}, attempt, nil
	}
}
