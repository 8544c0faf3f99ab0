// SPDX-License-Identifier: Apache-2.0

package roles

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"
)

// Whatever the versions are, each can be read back from what Merge made of all of them.
func TestMergeLosesNothing(t *testing.T) {
	for seed := range int64(2000) {
		random := rand.New(rand.NewSource(seed))
		var policies []*Policy
		for minor := 12; minor >= 12-random.Intn(5); minor-- { // across 1.10 to 1.9
			policies = append(policies, randomPolicy(random, fmt.Sprintf("1.%d", minor)))
		}
		merged := Merge(policies)
		for _, p := range policies {
			if got := merged.At(p.KubernetesVersion); !SameGrants(p, got) {
				t.Fatalf("seed %d: %s is\n%s\nbut was\n%s", seed, p.KubernetesVersion, got.Format(), p.Format())
			}
		}
	}
}

func TestMergeTellsWhatChanged(t *testing.T) {
	role := func(version string, verbs ...string) *Policy {
		r := ClusterRole{Name: "view", Rules: []Rule{}}
		for _, v := range verbs {
			r.Rules = append(r.Rules, Rule{Verbs: []string{v}})
		}
		return &Policy{KubernetesVersion: version, ClusterRoles: []ClusterRole{r}}
	}
	merged := Merge([]*Policy{role("1.11", "get", "watch"), role("1.10", "get", "list", "watch"), role("1.9", "get", "list")})
	want := []Rule{
		{Verbs: []string{"get"}},
		{Range: Range{Until: "1.10"}, Verbs: []string{"list"}},
		{Range: Range{Since: "1.10"}, Verbs: []string{"watch"}},
	}
	if got := merged.ClusterRoles[0].Rules; line(got) != line(want) {
		t.Errorf("got %s, want %s", line(got), line(want))
	}
}

func randomPolicy(random *rand.Rand, version string) *Policy {
	p := &Policy{KubernetesVersion: version}
	for _, name := range []string{"a", "b"} {
		if random.Intn(3) > 0 {
			r := ClusterRole{Name: name, Rules: randomRules(random)}
			if random.Intn(3) == 0 {
				r.Labels = map[string]string{"to": name}
			}
			p.ClusterRoles = append(p.ClusterRoles, r)
			p.Roles = append(p.Roles, Role{Namespace: "kube-system", Name: name, Rules: randomRules(random)})
		}
		if random.Intn(3) > 0 {
			b := Binding{Name: name, Role: name, Subjects: []Subject{}}
			if random.Intn(2) == 0 {
				b.Subjects = append(b.Subjects, Subject{Kind: "User", Name: name})
			}
			p.ClusterRoleBindings = append(p.ClusterRoleBindings, b)
		}
	}
	return p
}

func randomRules(random *rand.Rand) []Rule {
	rules := []Rule{}
	for range random.Intn(5) {
		rules = append(rules, Rule{Verbs: []string{[]string{"get", "list", "watch", "*"}[random.Intn(4)]}})
	}
	return slices.Clip(rules)
}
