// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// The kinds of worlds.
const (
	plain        = "plain"         // what an API server accepts, under names of its own
	odd          = "odd"           // with objects that an API server refuses; the authorizer is asked all the same
	builtinNames = "builtin-names" // with objects that have the names of built-in ones
)

var kinds = []string{plain, odd, builtinNames}

const (
	aggregateTo   = "rbac.authorization.k8s.io/aggregate-to-"
	bootstrapping = "kubernetes.io/bootstrapping" // a label that all built-in roles have
)

var (
	namespaces   = []string{"shop", "bank", "kube-system"}
	accountNames = []string{"op", "agent", "default"}
	roleNames    = []string{"op", "reader", "writer", "Extra", "part:one", "part:two", "all"}
	someNames    = []string{"web", "db", "tls"}
	ownGroups    = []string{"dev", "ops"}
	builtinRoles = []string{
		"view", "edit", "admin", "view", "edit", "admin", "cluster-admin", "system:discovery", "system:basic-user",
		"system:aggregate-to-view", "system:aggregate-to-edit", "system:aggregate-to-admin", "system:auth-delegator",
		"system:node-proxier", "system:kubelet-api-admin", "system:monitoring", "system:public-info-viewer",
		"system:controller:job-controller", "system:controller:clusterrole-aggregation-controller",
		"system:controller:namespace-controller", "system:heapster", "system:node-bootstrapper",
	}
	builtinNamespaceRoles = []string{"extension-apiserver-authentication-reader", "system:controller:token-cleaner"}

	groupResources = map[string][]string{
		"": {
			"pods", "pods/exec", "pods/log", "pods/ephemeralcontainers", "secrets", "configmaps", "services",
			"services/proxy", "serviceaccounts", "serviceaccounts/token", "nodes", "nodes/proxy", "namespaces",
			"namespaces/finalize", "users", "groups",
		},
		"apps":                      {"deployments", "deployments/scale", "deployments/status", "statefulsets", "statefulsets/scale"},
		"batch":                     {"jobs", "jobs/status", "cronjobs"},
		"rbac.authorization.k8s.io": {"roles", "clusterroles", "rolebindings", "clusterrolebindings"},
		"authorization.k8s.io":      {"selfsubjectaccessreviews", "localsubjectaccessreviews"},
		"certificates.k8s.io":       {"certificatesigningrequests", "certificatesigningrequests/approval", "signers"},
		"shop.example.com":          {"widgets", "widgets/status", "widgets/scale", "gadgets"},
	}
	groups     = sortedKeys(groupResources)
	verbs      = []string{"get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "impersonate", "bind", "escalate"}
	paths      = []string{"/", "/healthz", "/healthz/ping", "/healthzz", "/metrics", "/metrics/cadvisor", "/api", "/apis/apps", "/version", "/a*b", "/a/b"}
	pathVerbs  = []string{"get", "post", "head"}
	rulePaths  = []string{"*", "/*", "/healthz", "/healthz*", "/healthz/*", "/metrics", "/metrics/*", "/a**", "/a*b", "/*/ping", "/version/", "metrics", "/api*"}
	oddVerbs   = []string{"GET", "get*", "read", ""}
	oddGroups  = []string{"v1", "apps/v1", "*.example.com", "Apps"}
	ownLabel   = "example.com/aggregate-to-all"
	labelNames = []string{"tier", ownLabel}
	labelTexts = []string{"true", "front"}
	// What a rule may say instead of a resource, and does not always mean what it seems to.
	oddResources = []string{"*/*", "pods/*", "deployments/*", "Pods", "pod", "*/", "pods/", "deployments.apps", "*s"}
)

// palette is the small part of the vocabulary that one world is made of, so that its parts meet.
type palette struct {
	groups    []string
	resources []groupResource
	verbs     []string
}

type groupResource struct{ group, resource string }

// generator makes the objects of a world.
type generator struct {
	random
	kind    string
	palette palette
	objects []object
	users   users
}

func generate(r random, kind string) ([]object, users) {
	g := &generator{random: r, kind: kind}
	g.palette.groups = g.some(groups, 2, 3)
	if !slices.Contains(g.palette.groups, "") {
		g.palette.groups[0] = ""
	}
	for _, group := range g.palette.groups {
		for _, resource := range g.some(groupResources[group], 2, 3) {
			g.palette.resources = append(g.palette.resources, groupResource{group, resource})
		}
	}
	g.palette.verbs = g.some(verbs, 4, 5)
	g.users = g.makeUsers()

	for range g.between(0, 2) {
		g.add(&corev1.ServiceAccount{
			TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "ServiceAccount"},
			ObjectMeta: metav1.ObjectMeta{Namespace: g.pick(namespaces[:2]), Name: g.pick(accountNames)},
		})
	}
	for range g.between(0, 2) {
		g.add(g.role(g.pick(namespaces[:2]), g.pick(roleNames)))
	}
	for range g.between(1, 3) {
		g.add(g.clusterRole(g.pick(roleNames)))
	}
	if g.oneIn(2) {
		for range g.between(1, 3) {
			g.add(g.aggregatedRole(g.pick(roleNames)))
		}
		for range g.between(0, 2) {
			g.add(g.part(g.pick(roleNames)))
		}
	}
	if kind == builtinNames {
		g.addBuiltinNames()
	}
	for i := range g.between(1, 3) {
		g.add(g.roleBinding(fmt.Sprintf("b%d", i)))
	}
	for i := range g.between(0, 2) {
		g.add(g.clusterRoleBinding(fmt.Sprintf("c%d", i)))
	}
	return g.objects, g.users
}

// add takes an object in, unless there is one of its kind and name: which of two counts is decided by whoever applies
// them.
func (g *generator) add(o object) {
	for _, other := range g.objects {
		if other.GetObjectKind().GroupVersionKind() == o.GetObjectKind().GroupVersionKind() &&
			other.GetNamespace() == o.GetNamespace() && other.GetName() == o.GetName() {
			return
		}
	}
	g.objects = append(g.objects, o)
}

func rbacType(kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: rbacv1.SchemeGroupVersion.String(), Kind: kind}
}

func (g *generator) role(namespace, name string) *rbacv1.Role {
	return &rbacv1.Role{
		TypeMeta:   rbacType("Role"),
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name},
		Rules:      g.rules(g.kind == odd && g.oneIn(4)),
	}
}

func (g *generator) clusterRole(name string) *rbacv1.ClusterRole {
	return &rbacv1.ClusterRole{
		TypeMeta:   rbacType("ClusterRole"),
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: g.labels()},
		Rules:      g.rules(true),
	}
}

// part is a ClusterRole that is made to be aggregated, mostly by a built-in one.
func (g *generator) part(name string) *rbacv1.ClusterRole {
	role := g.clusterRole(name)
	role.Labels = map[string]string{g.aggregationLabel(): g.pick([]string{"true", "true", "true", "false"})}
	return role
}

func (g *generator) aggregationLabel() string {
	if g.oneIn(4) {
		return ownLabel
	}
	return aggregateTo + g.pick([]string{"view", "edit", "admin"})
}

func (g *generator) labels() map[string]string {
	if g.oneIn(2) {
		return nil
	}
	labels := map[string]string{g.pick(labelNames): g.pick(labelTexts)}
	if g.oneIn(5) {
		labels[g.aggregationLabel()] = "true"
	}
	return labels
}

// aggregatedRole is a ClusterRole that takes its rules from others; it may be part of others itself, and have rules of
// its own in the manifest, which mostly count for nothing.
func (g *generator) aggregatedRole(name string) *rbacv1.ClusterRole {
	role := &rbacv1.ClusterRole{
		TypeMeta:        rbacType("ClusterRole"),
		ObjectMeta:      metav1.ObjectMeta{Name: name, Labels: g.labels()},
		AggregationRule: &rbacv1.AggregationRule{},
	}
	for range g.between(1, 2) {
		role.AggregationRule.ClusterRoleSelectors = append(role.AggregationRule.ClusterRoleSelectors, g.selector())
	}
	labels := role.AggregationRule.ClusterRoleSelectors[0].MatchLabels
	selectsItself := labels != nil && g.oneIn(3)
	if selectsItself {
		role.Labels = labels // which counts for nothing
	}
	if selectsItself || g.oneIn(3) {
		role.Rules = g.rules(true)
	}
	return role
}

func (g *generator) selector() metav1.LabelSelector {
	matchLabels := map[string]string{g.pick(labelNames): g.pick(labelTexts)}
	requirement := g.requirement()
	switch g.IntN(6) {
	case 0:
		return metav1.LabelSelector{MatchLabels: map[string]string{g.aggregationLabel(): "true"}}
	case 1:
		return metav1.LabelSelector{MatchLabels: matchLabels, MatchExpressions: []metav1.LabelSelectorRequirement{requirement}}
	case 2, 3:
		absence := requirement.Operator == metav1.LabelSelectorOpNotIn || requirement.Operator == metav1.LabelSelectorOpDoesNotExist
		if absence && !g.oneIn(8) {
			// By itself it is met by the built-in roles too, cluster-admin among them.
			own := metav1.LabelSelectorRequirement{Key: bootstrapping, Operator: metav1.LabelSelectorOpDoesNotExist}
			return metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{own, requirement}}
		}
		return metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{requirement}}
	default:
		if g.oneIn(15) {
			return metav1.LabelSelector{} // all roles
		}
		return metav1.LabelSelector{MatchLabels: matchLabels}
	}
}

func (g *generator) requirement() metav1.LabelSelectorRequirement {
	r := metav1.LabelSelectorRequirement{Key: g.pick(labelNames)}
	if g.oneIn(5) {
		r.Key = g.aggregationLabel()
	}
	r.Operator = metav1.LabelSelectorOperator(g.pick([]string{"In", "In", "Exists", "NotIn", "DoesNotExist"}))
	if r.Operator == metav1.LabelSelectorOpIn || r.Operator == metav1.LabelSelectorOpNotIn {
		r.Values = g.some(labelTexts, 1, 2)
	}
	return r
}

func (g *generator) rules(urls bool) []rbacv1.PolicyRule {
	var rules []rbacv1.PolicyRule
	for range g.between(1, 2) {
		rule := g.resourceRule()
		if urls && g.oneIn(4) {
			rule = rbacv1.PolicyRule{NonResourceURLs: g.some(rulePaths, 1, 2), Verbs: g.some(append([]string{"*"}, pathVerbs...), 1, 2)}
		}
		if g.kind == odd && g.oneIn(3) {
			g.spoil(&rule)
		}
		rules = append(rules, rule)
	}
	return rules
}

func (g *generator) resourceRule() rbacv1.PolicyRule {
	var rule rbacv1.PolicyRule
	for range g.between(1, 2) {
		r := pickOf(g.random, g.palette.resources)
		rule.APIGroups = addNew(rule.APIGroups, r.group)
		rule.Resources = addNew(rule.Resources, r.resource)
	}
	rule.Verbs = g.some(g.palette.verbs, 1, 3)
	switch g.IntN(12) {
	case 0:
		rule.Verbs = []string{"*"}
	case 1:
		rule.APIGroups = []string{"*"}
	case 2:
		rule.Resources = []string{"*"}
	case 3:
		rule.Resources = append(rule.Resources, "*/"+g.pick([]string{"scale", "status", "exec", "proxy"}))
	case 4:
		rule.Resources = append(rule.Resources, g.pick(oddResources))
	case 5:
		rule.APIGroups[0] = g.pick(oddGroups)
	case 6:
		rule.Verbs[0] = g.pick(oddVerbs)
	}
	switch g.IntN(12) {
	case 0, 1, 2:
		rule.ResourceNames = g.some(someNames, 1, 2)
	case 3:
		rule.ResourceNames = []string{g.pick([]string{"", "*"})}
	case 4:
		rule.ResourceNames = []string{g.pick(someNames), ""}
	}
	return rule
}

// spoil makes a rule one that the API server refuses.
func (g *generator) spoil(rule *rbacv1.PolicyRule) {
	switch g.IntN(4) {
	case 0:
		rule.Verbs = nil
	case 1:
		rule.APIGroups, rule.Resources = nil, addNew(rule.Resources, "pods")
	case 2:
		rule.Resources = nil
		rule.APIGroups = addNew(rule.APIGroups, "")
	default:
		rule.NonResourceURLs = addNew(rule.NonResourceURLs, g.pick(rulePaths))
		rule.APIGroups = addNew(rule.APIGroups, "")
		rule.Resources = addNew(rule.Resources, "pods")
	}
}

func addNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
