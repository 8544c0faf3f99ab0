// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	_ "unsafe" // for linkname

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	rbacv1ac "k8s.io/client-go/applyconfigurations/rbac/v1"
	rbacclient "k8s.io/client-go/kubernetes/typed/rbac/v1"
	rbaclisters "k8s.io/client-go/listers/rbac/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/controller/clusterroleaggregation"
)

// errUnsettled says that what aggregated roles end up with depends on which of them the controller looks at first, or
// that it never stops: roles that aggregate each other can keep rules alive that one of them had before.
var errUnsettled = errors.New("the aggregated roles depend on timing")

// syncClusterRole is the controller's own step for one role. It is not exported, and running the controller as a whole
// would leave it to chance in which order roles are looked at, and would not tell when it is done.
//
//go:linkname syncClusterRole k8s.io/kubernetes/pkg/controller/clusterroleaggregation.(*ClusterRoleAggregationController).syncClusterRole
func syncClusterRole(c *clusterroleaggregation.ClusterRoleAggregationController, ctx context.Context, key string) error

// maxRounds is more than any chain of the few roles of a world needs.
const maxRounds = 50

// aggregator runs Kubernetes' controller for aggregated ClusterRoles on roles that it holds in memory. It is the API
// server that the controller sees.
type aggregator struct {
	controller *clusterroleaggregation.ClusterRoleAggregationController
	roles      cache.Indexer
	changed    bool
}

func newAggregator() *aggregator {
	a := &aggregator{roles: cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{})}
	a.controller = clusterroleaggregation.NewClusterRoleAggregation(informer{lister: rbaclisters.NewClusterRoleLister(a.roles)}, client{aggregator: a})
	return a
}

// aggregate returns the roles as they are once the controller has nothing more to do. It does not change those given.
func (a *aggregator) aggregate(roles []*rbacv1.ClusterRole) ([]*rbacv1.ClusterRole, error) {
	var names []string
	for _, role := range roles {
		if role.AggregationRule != nil {
			names = append(names, role.Name)
		}
	}
	slices.Sort(names)
	forward, err := a.settleInOrder(roles, names)
	if err != nil {
		return nil, err
	}
	slices.Reverse(names)
	backward, err := a.settleInOrder(roles, names)
	if err != nil {
		return nil, err
	}
	for i := range forward {
		if !sameRules(forward[i].Rules, backward[i].Rules) {
			return nil, errUnsettled
		}
	}
	return forward, nil
}

func (a *aggregator) settleInOrder(roles []*rbacv1.ClusterRole, names []string) ([]*rbacv1.ClusterRole, error) {
	items := make([]any, len(roles))
	for i, role := range roles {
		items[i] = role
	}
	if err := a.roles.Replace(items, ""); err != nil {
		return nil, err
	}
	for range maxRounds {
		a.changed = false
		for _, name := range names {
			if err := syncClusterRole(a.controller, context.Background(), name); err != nil {
				return nil, err
			}
		}
		if !a.changed {
			return a.sorted(), nil
		}
	}
	return nil, errUnsettled
}

func (a *aggregator) sorted() []*rbacv1.ClusterRole {
	var roles []*rbacv1.ClusterRole
	for _, item := range a.roles.List() {
		roles = append(roles, item.(*rbacv1.ClusterRole))
	}
	slices.SortFunc(roles, func(x, y *rbacv1.ClusterRole) int { return strings.Compare(x.Name, y.Name) })
	return roles
}

func sameRules(a, b []rbacv1.PolicyRule) bool {
	return maps.Equal(setOf(a), setOf(b))
}

func setOf(rules []rbacv1.PolicyRule) map[string]bool {
	set := map[string]bool{}
	for _, rule := range rules {
		set[rule.String()] = true
	}
	return set
}

// client is what the controller writes to. Whatever it does not use is nil, and panics.
type client struct {
	rbacclient.ClusterRoleInterface
	aggregator *aggregator
}

func (c client) ClusterRoles() rbacclient.ClusterRoleInterface { return c }

// Apply is server-side apply by force as it works on the one field that the controller sets: a list that it leaves out
// keeps what others wrote there (TestAnAggregatedRoleThatSelectsNoRuleKeepsItsOwn asks client-go's object tracker,
// which merges fields by the API server's own code). The controller would lose a list that it once wrote itself, but
// that never happens here: a role that had rules has some ever after.
func (c client) Apply(_ context.Context, apply *rbacv1ac.ClusterRoleApplyConfiguration, _ metav1.ApplyOptions) (*rbacv1.ClusterRole, error) {
	item, _, err := c.aggregator.roles.GetByKey(*apply.Name)
	if err != nil || len(apply.Rules) == 0 {
		return nil, err
	}
	role := item.(*rbacv1.ClusterRole).DeepCopy()
	role.Rules = nil
	for _, rule := range apply.Rules {
		role.Rules = append(role.Rules, rbacv1.PolicyRule{
			Verbs:           rule.Verbs,
			APIGroups:       rule.APIGroups,
			Resources:       rule.Resources,
			ResourceNames:   rule.ResourceNames,
			NonResourceURLs: rule.NonResourceURLs,
		})
	}
	c.aggregator.changed = true
	return role, c.aggregator.roles.Update(role)
}

// informer is what the controller is told of changes by: nothing, as each step is called for.
type informer struct {
	cache.SharedIndexInformer
	lister rbaclisters.ClusterRoleLister
}

func (i informer) Informer() cache.SharedIndexInformer { return i }

func (i informer) Lister() rbaclisters.ClusterRoleLister { return i.lister }

func (i informer) HasSynced() bool { return true }

func (i informer) AddEventHandler(cache.ResourceEventHandler) (cache.ResourceEventHandlerRegistration, error) {
	return nil, nil
}
