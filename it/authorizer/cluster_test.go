// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	rbacv1ac "k8s.io/client-go/applyconfigurations/rbac/v1"
	"k8s.io/client-go/kubernetes/fake"
)

const (
	opIsBoundTo = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: op}
subjects: [{kind: ServiceAccount, name: op, namespace: shop}]
roleRef: {kind: ClusterRole, name: `
	clusterRoleNamed = `}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: `
	getWidgets = `
rules: [{apiGroups: [shop.example.com], resources: [widgets], verbs: [get]}]`
)

var (
	widgets    = request{verb: "get", group: "shop.example.com", resource: "widgets"}
	gadgets    = request{verb: "get", group: "shop.example.com", resource: "gadgets"}
	configmaps = request{verb: "list", resource: "configmaps"}
	nothing    = request{verb: "escalate", group: "rbac.authorization.k8s.io", resource: "clusterroles"}
)

// What is known about Kubernetes by other ways holds for the clusters that are asked here.
func TestClustersAnswerAsKubernetesDoes(t *testing.T) {
	for name, test := range map[string]struct {
		manifests string
		allowed   []request
		denied    []request
	}{
		"a declared role": {
			opIsBoundTo + "widgets" + clusterRoleNamed + "widgets}" + getWidgets,
			[]request{widgets}, []request{gadgets},
		},
		"a built-in role": {
			opIsBoundTo + "view}",
			[]request{configmaps}, []request{widgets, {verb: "list", resource: "secrets"}},
		},
		"what every account may": {
			"",
			[]request{
				{verb: "create", group: "authorization.k8s.io", resource: "selfsubjectaccessreviews"},
				{verb: "get", resource: "/openid/v1/jwks"},
				{verb: "get", resource: "/healthz"},
			},
			[]request{widgets, {verb: "get", resource: "/metrics"}},
		},
		"a role that is aggregated into view": {
			opIsBoundTo + "view" + clusterRoleNamed + "mine, labels: {rbac.authorization.k8s.io/aggregate-to-view: 'true'}}" + getWidgets,
			[]request{widgets, configmaps}, []request{gadgets},
		},
		"view is part of edit and that of admin": {
			opIsBoundTo + "admin" + clusterRoleNamed + "mine, labels: {rbac.authorization.k8s.io/aggregate-to-view: 'true'}}" + getWidgets,
			[]request{widgets}, []request{gadgets},
		},
		"rules of an aggregated role are overwritten": {
			opIsBoundTo + "all" + clusterRoleNamed + "all}" + getWidgets + `
aggregationRule: {clusterRoleSelectors: [{matchLabels: {mine: ""}}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: gadgets, labels: {mine: ""}}
rules: [{apiGroups: [shop.example.com], resources: [gadgets], verbs: [get]}]`,
			[]request{gadgets}, []request{widgets},
		},
		"but not by nothing": {
			opIsBoundTo + "all" + clusterRoleNamed + "all}" + getWidgets + `
aggregationRule: {clusterRoleSelectors: [{matchLabels: {mine: ""}}]}`,
			[]request{widgets}, []request{gadgets},
		},
		"absence of a label is true of built-in roles": {
			opIsBoundTo + "all" + clusterRoleNamed + "all}" + `
aggregationRule: {clusterRoleSelectors: [{matchExpressions: [{key: mine, operator: DoesNotExist}]}]}`,
			[]request{widgets, nothing}, nil,
		},
		"all built-in roles have a label": {
			opIsBoundTo + "all" + clusterRoleNamed + "all}" + `
aggregationRule: {clusterRoleSelectors: [{matchLabels: {kubernetes.io/bootstrapping: rbac-defaults}}]}`,
			[]request{widgets, nothing}, nil,
		},
		"rules that a manifest gives to view count for nothing": {
			opIsBoundTo + "view" + clusterRoleNamed + "view}" + getWidgets,
			[]request{configmaps}, []request{widgets},
		},
		"a label that a manifest gives to edit takes it out of admin": {
			opIsBoundTo + "admin" + clusterRoleNamed + "edit, labels: {rbac.authorization.k8s.io/aggregate-to-admin: 'false'}}",
			[]request{{verb: "create", group: "rbac.authorization.k8s.io", resource: "roles"}},
			[]request{{verb: "create", resource: "pods"}},
		},
		"selectors that a manifest gives to view are added": {
			opIsBoundTo + "view" + clusterRoleNamed + `view}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {mine: ""}}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: mine, labels: {mine: ""}}` + getWidgets,
			[]request{configmaps, widgets}, []request{gadgets},
		},
		"rules that a manifest gives to a built-in role are added": {
			opIsBoundTo + "system:node-proxier" + clusterRoleNamed + "'system:node-proxier'}" + getWidgets,
			[]request{widgets, {verb: "list", resource: "nodes"}}, []request{gadgets},
		},
		"unless it is protected": {
			opIsBoundTo + "system:node-proxier" + clusterRoleNamed +
				"'system:node-proxier', annotations: {rbac.authorization.kubernetes.io/autoupdate: 'false'}}" + getWidgets,
			[]request{widgets}, []request{gadgets, {verb: "list", resource: "nodes"}},
		},
		"a built-in role does not become aggregated": {
			opIsBoundTo + "system:node-proxier" + clusterRoleNamed + `'system:node-proxier'}
aggregationRule: {clusterRoleSelectors: [{}]}`,
			[]request{{verb: "list", resource: "nodes"}}, []request{nothing},
		},
		"subjects that a manifest gives to a built-in binding are added": {
			`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: cluster-admin}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: op, namespace: shop}]`,
			[]request{nothing}, nil,
		},
		"a built-in binding keeps its role": {
			`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: cluster-admin}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: op, namespace: shop}]`,
			nil, []request{configmaps, nothing},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := settle(newAggregator(), test.manifests)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range test.allowed {
				if v := answer(t, s, r); !v.allowed {
					t.Errorf("%v is denied", r)
				}
			}
			for _, r := range test.denied {
				if v := answer(t, s, r); v.allowed {
					t.Errorf("%v is allowed by %s", r, v.binding)
				}
			}
		})
	}
}

func answer(t *testing.T, s *settled, r request) verdict {
	t.Helper()
	v, err := s.authorize(users{}.info("shop/op"), r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheBindingThatAllowsIsNamed(t *testing.T) {
	s, err := settle(newAggregator(), `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: "b:1", namespace: shop}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: op}]`)
	if err != nil {
		t.Fatal(err)
	}
	inShop := request{verb: "list", resource: "configmaps", namespace: "shop"}
	if v := answer(t, s, inShop); v.binding != "shop/b:1" {
		t.Errorf("named is %q", v.binding)
	}
	if v := answer(t, s, request{verb: "get", resource: "/openid/v1/jwks"}); v.binding != "system:service-account-issuer-discovery" {
		t.Errorf("named is %q", v.binding)
	}
}

// settle leaves the second start out where manifests touched nothing built-in.
func TestStartingAgainChangesNothing(t *testing.T) {
	before, err := newCluster()
	if err != nil {
		t.Fatal(err)
	}
	after, err := newCluster()
	if err != nil {
		t.Fatal(err)
	}
	if err := after.start(); err != nil {
		t.Fatal(err)
	}
	same := func(a, b any) bool { return reflect.DeepEqual(a, b) }
	if !maps.EqualFunc(before.clusterRoles, after.clusterRoles, func(a, b *rbacv1.ClusterRole) bool { return same(a, b) }) ||
		!maps.EqualFunc(before.clusterRoleBindings, after.clusterRoleBindings, func(a, b *rbacv1.ClusterRoleBinding) bool { return same(a, b) }) ||
		!maps.EqualFunc(before.roles, after.roles, func(a, b *rbacv1.Role) bool { return same(a, b) }) ||
		!maps.EqualFunc(before.roleBindings, after.roleBindings, func(a, b *rbacv1.RoleBinding) bool { return same(a, b) }) {
		t.Error("it does")
	}
}

// The README says so, and with it that it does not matter how manifests came into the cluster.
func TestItIsTheSameHadTheObjectsBeenThereBeforeTheFirstStart(t *testing.T) {
	a := newAggregator()
	for i := range 40 {
		w, _, err := makeWorld(a, 11, i, builtinNames, 40)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(w.Manifests, "\n")
		if strings.Contains(text, rbacv1.AutoUpdateAnnotationKey) {
			continue
		}
		c := emptyCluster()
		if err := c.applyAll(text); err != nil {
			t.Fatal(err)
		}
		if err := c.start(); err != nil {
			t.Fatal(err)
		}
		s, err := c.rest(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range w.Queries {
			v, err := s.authorize(users{known: w.Users}.info(q.who), q.request)
			if err != nil {
				t.Fatal(err)
			}
			if v.allowed != q.allowed() {
				t.Errorf("%s: %v: allowed %v\n%s", w.Name, q, v.allowed, text)
			}
		}
	}
}

func TestRolesThatKeepEachOthersRulesAreTold(t *testing.T) {
	_, err := settle(newAggregator(), strings.TrimPrefix(clusterRoleNamed, "}\n---")+`one, labels: {for: two}}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {for: one}}]}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: two, labels: {for: one}}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {for: two}}]}
rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]`)
	if !errors.Is(err, errUnsettled) {
		t.Errorf("not told: %v", err)
	}
}

// What client.Apply does without a list of rules is what the API server does: client-go's tracker keeps managed fields by
// the same code.
func TestAnAggregatedRoleThatSelectsNoRuleKeepsItsOwn(t *testing.T) {
	roles := fake.NewClientset().RbacV1().ClusterRoles()
	own := []rbacv1.PolicyRule{{APIGroups: []string{""}, Resources: []string{"pods"}, Verbs: []string{"get"}}}
	role := &rbacv1.ClusterRole{ObjectMeta: metav1.ObjectMeta{Name: "r"}, Rules: own}
	if _, err := roles.Create(context.Background(), role, metav1.CreateOptions{FieldManager: "kubectl"}); err != nil {
		t.Fatal(err)
	}
	apply := func(rules ...*rbacv1ac.PolicyRuleApplyConfiguration) []rbacv1.PolicyRule {
		options := metav1.ApplyOptions{FieldManager: "clusterrole-aggregation-controller", Force: true}
		role, err := roles.Apply(context.Background(), rbacv1ac.ClusterRole("r").WithRules(rules...), options)
		if err != nil {
			t.Fatal(err)
		}
		return role.Rules
	}
	if rules := apply(); !reflect.DeepEqual(rules, own) {
		t.Errorf("without rules: %v", rules)
	}
	if rules := apply(rbacv1ac.PolicyRule().WithVerbs("list").WithAPIGroups("").WithResources("nodes")); len(rules) != 1 || rules[0].Verbs[0] != "list" {
		t.Errorf("with others: %v", rules)
	}
}
