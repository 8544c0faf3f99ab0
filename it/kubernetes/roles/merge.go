// SPDX-License-Identifier: Apache-2.0

package roles

import (
	"slices"
	"strings"
)

// Merge folds the policies of successive minor versions, newest first, into one: hardly two versions have the same
// built-in roles, but they differ in few rules.
func Merge(ps []*Policy) *Policy {
	var versions []string
	for _, p := range ps {
		versions = append(versions, p.KubernetesVersion)
	}
	out := &Policy{Versions: versions}
	for _, part := range merge(versions, each(ps, func(p *Policy) []ClusterRole { return p.ClusterRoles }), func(r ClusterRole) string {
		r.Rules = nil
		return line(r)
	}) {
		r := part.items[0]
		r.Range, r.Rules = part.Range, mergeRules(part.versions, each(part.items, func(r ClusterRole) []Rule { return r.Rules }))
		out.ClusterRoles = append(out.ClusterRoles, r)
	}
	for _, part := range merge(versions, each(ps, func(p *Policy) []Role { return p.Roles }), func(r Role) string {
		r.Rules = nil
		return line(r)
	}) {
		r := part.items[0]
		r.Range, r.Rules = part.Range, mergeRules(part.versions, each(part.items, func(r Role) []Rule { return r.Rules }))
		out.Roles = append(out.Roles, r)
	}
	bindings := func(of func(*Policy) []Binding) []Binding {
		var bs []Binding
		for _, part := range merge(versions, each(ps, of), func(b Binding) string { return line(b) }) {
			b := part.items[0]
			b.Range = part.Range
			bs = append(bs, b)
		}
		return bs
	}
	out.ClusterRoleBindings = bindings(func(p *Policy) []Binding { return p.ClusterRoleBindings })
	out.RoleBindings = bindings(func(p *Policy) []Binding { return p.RoleBindings })
	out.Sort()
	return out
}

func mergeRules(versions []string, lists [][]Rule) []Rule {
	rules := []Rule{}
	for _, part := range merge(versions, lists, func(r Rule) string { return line(r) }) {
		r := part.items[0]
		r.Range = part.Range
		rules = append(rules, r)
	}
	return rules
}

// run is one thing in successive versions, newest first; items may differ in what the key of merge leaves out.
type run[T any] struct {
	Range
	versions []string
	items    []T
}

// merge finds the runs of versions that have an item with the same key. The order is that of the newest list; what only
// an older one has comes after what it came after there.
func merge[T any](versions []string, lists [][]T, key func(T) string) []run[T] {
	var order []string
	byKey := map[string][]run[T]{}
	last := map[string]int{} // the index of the version that the key was last seen in
	for v, items := range lists {
		previous := -1
		for _, item := range items {
			k := key(item)
			runs := byKey[k]
			at, seen := last[k]
			if !seen {
				previous++
				order = slices.Insert(order, previous, k)
			} else {
				previous = slices.Index(order, k)
				if at == v {
					continue // the same twice in one version
				}
			}
			if !seen || at != v-1 {
				r := run[T]{}
				if v > 0 {
					r.Until = versions[v]
				}
				runs = append(runs, r)
			}
			r := &runs[len(runs)-1]
			r.versions = append(r.versions, versions[v])
			r.items = append(r.items, item)
			r.Since = versions[v]
			if v == len(lists)-1 {
				r.Since = ""
			}
			byKey[k], last[k] = runs, v
		}
	}
	var out []run[T]
	for _, k := range order {
		out = append(out, byKey[k]...)
	}
	return out
}

func each[A, B any](as []A, f func(A) B) []B {
	var bs []B
	for _, a := range as {
		bs = append(bs, f(a))
	}
	return bs
}

// At is what a reader makes of merged policies for one version: the proof that Merge loses nothing.
func (p *Policy) At(version string) *Policy {
	out := &Policy{KubernetesVersion: version}
	for _, r := range p.ClusterRoles {
		if r.has(version) {
			r.Range, r.Rules = Range{}, rulesAt(r.Rules, version)
			out.ClusterRoles = append(out.ClusterRoles, r)
		}
	}
	for _, r := range p.Roles {
		if r.has(version) {
			r.Range, r.Rules = Range{}, rulesAt(r.Rules, version)
			out.Roles = append(out.Roles, r)
		}
	}
	bindings := func(bs []Binding) (at []Binding) {
		for _, b := range bs {
			if b.has(version) {
				b.Range = Range{}
				at = append(at, b)
			}
		}
		return at
	}
	out.ClusterRoleBindings, out.RoleBindings = bindings(p.ClusterRoleBindings), bindings(p.RoleBindings)
	return out
}

func rulesAt(rules []Rule, version string) (at []Rule) {
	for _, r := range rules {
		if r.has(version) {
			r.Range = Range{}
			at = append(at, r)
		}
	}
	return at
}

func (r Range) has(version string) bool {
	return (r.Since == "" || !less(version, r.Since)) && (r.Until == "" || !less(r.Until, version))
}

// less compares minor versions: 1.9 comes before 1.10.
func less(a, b string) bool {
	return len(a) < len(b) || len(a) == len(b) && a < b
}

// SameGrants tells whether two policies grant the same to the same: the order of rules, and a rule that stands there
// twice, make no difference; nor do version and source.
func SameGrants(a, b *Policy) bool {
	return a.fingerprint() == b.fingerprint()
}

func (p *Policy) fingerprint() string {
	c := *p
	c.KubernetesVersion, c.Versions, c.Source = "", nil, ""
	c.ClusterRoles = slices.Clone(p.ClusterRoles)
	for i := range c.ClusterRoles {
		c.ClusterRoles[i].Rules = set(c.ClusterRoles[i].Rules)
	}
	c.Roles = slices.Clone(p.Roles)
	for i := range c.Roles {
		c.Roles[i].Rules = set(c.Roles[i].Rules)
	}
	c.Sort()
	return line(c)
}

func set(rules []Rule) []Rule {
	s := append([]Rule{}, rules...)
	slices.SortFunc(s, func(a, b Rule) int { return strings.Compare(line(a), line(b)) })
	return slices.CompactFunc(s, func(a, b Rule) bool { return line(a) == line(b) })
}
