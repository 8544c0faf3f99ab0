// SPDX-License-Identifier: Apache-2.0

// Not part of the ordinary build: the driver compiles this file against each Kubernetes version in a module of its own.
//go:build kubernetes

// Extract prints the RBAC objects that this Kubernetes version creates by itself, as JSON.
//
// It asks the very functions that the API server asks when it starts (pkg/registry/rbac/rest, PolicyData), because no
// written list has it all: roles are put together in code, and feature gates decide about some of the rules. The gates
// stand at this version's defaults, as nothing here sets any.
package main

import (
	"fmt"
	"os"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy"

	"k8sdata/roles"
)

const aggregateTo = "rbac.authorization.k8s.io/aggregate-to-"

func main() {
	if len(os.Args) != 2 {
		fail("usage: extract <version of k8s.io/kubernetes, as v1.34.1>")
	}
	version := os.Args[1]
	p := roles.Policy{
		KubernetesVersion:   strings.Join(strings.Split(strings.TrimPrefix(version, "v"), ".")[:2], "."),
		Source:              "k8s.io/kubernetes " + version + " plugin/pkg/auth/authorizer/rbac/bootstrappolicy",
		ClusterRoles:        []roles.ClusterRole{},
		ClusterRoleBindings: []roles.Binding{},
		Roles:               []roles.Role{},
		RoleBindings:        []roles.Binding{},
	}
	for _, r := range append(bootstrappolicy.ClusterRoles(), bootstrappolicy.ControllerRoles()...) {
		p.ClusterRoles = append(p.ClusterRoles, clusterRole(r))
	}
	for _, b := range append(bootstrappolicy.ClusterRoleBindings(), bootstrappolicy.ControllerRoleBindings()...) {
		p.ClusterRoleBindings = append(p.ClusterRoleBindings, binding("", b.Name, b.RoleRef, "ClusterRole", b.Subjects))
	}
	for namespace, rs := range bootstrappolicy.NamespaceRoles() {
		for _, r := range rs {
			p.Roles = append(p.Roles, roles.Role{Namespace: namespace, Name: r.Name, Rules: rules(r.Rules)})
		}
	}
	for namespace, bs := range bootstrappolicy.NamespaceRoleBindings() {
		for _, b := range bs {
			p.RoleBindings = append(p.RoleBindings, binding(namespace, b.Name, b.RoleRef, "Role", b.Subjects))
		}
	}
	p.Sort()
	checkAggregation(p)
	if _, err := os.Stdout.Write(p.Format()); err != nil {
		fail("%v", err)
	}
}

func clusterRole(r rbacv1.ClusterRole) roles.ClusterRole {
	out := roles.ClusterRole{Name: r.Name, Rules: rules(r.Rules)}
	for k, v := range r.Labels {
		// The only other label, kubernetes.io/bootstrapping, stands on all of them and grants nothing.
		if strings.HasPrefix(k, aggregateTo) {
			if out.Labels == nil {
				out.Labels = map[string]string{}
			}
			out.Labels[k] = v
		}
	}
	if r.AggregationRule != nil {
		if len(r.Rules) > 0 {
			fail("%s has rules and an aggregation rule: a reader would not know which count", r.Name)
		}
		for _, s := range r.AggregationRule.ClusterRoleSelectors {
			if len(s.MatchExpressions) > 0 {
				fail("%s aggregates by matchExpressions, which the file format has no place for", r.Name)
			}
			out.AggregationRule = append(out.AggregationRule, roles.LabelSelector{MatchLabels: s.MatchLabels})
		}
	}
	return out
}

func rules(in []rbacv1.PolicyRule) []roles.Rule {
	out := []roles.Rule{}
	for _, r := range in {
		out = append(out, roles.Rule{
			APIGroups:       r.APIGroups,
			Resources:       r.Resources,
			ResourceNames:   r.ResourceNames,
			NonResourceURLs: r.NonResourceURLs,
			Verbs:           r.Verbs,
		})
	}
	return out
}

func binding(namespace, name string, ref rbacv1.RoleRef, kind string, subjects []rbacv1.Subject) roles.Binding {
	if ref.Kind != kind {
		fail("binding %s refers to a %s where the file format has place for a %s only", name, ref.Kind, kind)
	}
	out := roles.Binding{Namespace: namespace, Name: name, Role: ref.Name, Subjects: []roles.Subject{}}
	for _, s := range subjects {
		out.Subjects = append(out.Subjects, roles.Subject{Kind: s.Kind, Namespace: s.Namespace, Name: s.Name})
	}
	return out
}

// checkAggregation makes sure that admin, edit and view can be computed from the file alone: each is aggregated, and the
// role that holds Kubernetes' own part of it is there with the label that brings it in.
func checkAggregation(p roles.Policy) {
	byName := map[string]roles.ClusterRole{}
	for _, r := range p.ClusterRoles {
		byName[r.Name] = r
	}
	for aggregated, part := range bootstrappolicy.ClusterRolesToAggregate() {
		selectors := byName[aggregated].AggregationRule
		if len(selectors) == 0 {
			fail("ClusterRole %s is not aggregated", aggregated)
		}
		if len(byName[part].Rules) == 0 || byName[part].Labels[aggregateTo+aggregated] != "true" {
			fail("ClusterRole %s is not labelled to be part of %s", part, aggregated)
		}
	}
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "extract: "+format+"\n", args...)
	os.Exit(1)
}
