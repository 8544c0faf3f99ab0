// SPDX-License-Identifier: Apache-2.0

// Not part of the ordinary build: the driver compiles this file against each Kubernetes version in a module of its own.
//go:build kubernetes

// Ask prints which of some requests this Kubernetes version allows an account that is bound to a built-in ClusterRole and
// else has what every account has, as JSON: its own rules, matched by its own code. It does not know the file of built-in
// roles, which is to be held to it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy"
)

func main() {
	var questions []struct{ Role, Verb, APIGroup, Resource string }
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		fail(err)
	}
	byName := map[string]rbacv1.ClusterRole{}
	for _, r := range append(bootstrappolicy.ClusterRoles(), bootstrappolicy.ControllerRoles()...) {
		byName[r.Name] = r
	}
	var everybodys []rbacv1.PolicyRule
	for _, b := range bootstrappolicy.ClusterRoleBindings() {
		for _, s := range b.Subjects {
			if s.Kind == "Group" && (s.Name == "system:authenticated" || s.Name == "system:serviceaccounts") {
				everybodys = append(everybodys, rulesOf(byName, b.RoleRef.Name)...)
			}
		}
	}
	answers := []bool{}
	for _, q := range questions {
		request := authorizer.AttributesRecord{Verb: q.Verb, Path: q.Resource}
		if !strings.HasPrefix(q.Resource, "/") {
			resource, subresource, _ := strings.Cut(q.Resource, "/")
			request = authorizer.AttributesRecord{
				Verb: q.Verb, APIGroup: q.APIGroup, Resource: resource, Subresource: subresource, ResourceRequest: true,
			}
		}
		answers = append(answers, rbac.RulesAllow(request, slices.Concat(rulesOf(byName, q.Role), everybodys)...))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fail(err)
	}
}

// rulesOf are the rules of a role, and for an aggregated one those of the roles that it selects; no circle is built in.
func rulesOf(roles map[string]rbacv1.ClusterRole, name string) []rbacv1.PolicyRule {
	role := roles[name]
	rules := role.Rules
	if role.AggregationRule == nil {
		return rules
	}
	for _, s := range role.AggregationRule.ClusterRoleSelectors {
		selector, err := metav1.LabelSelectorAsSelector(&s)
		if err != nil {
			fail(err)
		}
		for _, part := range roles {
			if part.Name != name && selector.Matches(labels.Set(part.Labels)) {
				rules = append(rules, rulesOf(roles, part.Name)...)
			}
		}
	}
	return rules
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "ask:", err)
	os.Exit(1)
}
