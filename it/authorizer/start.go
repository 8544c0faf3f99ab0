// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"sync"

	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/component-helpers/auth/rbac/reconciliation"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy"
)

// started is a cluster whose API server has started for the first time.
var started = sync.OnceValues(func() (*cluster, error) {
	c := emptyCluster()
	return c, c.start()
})

func emptyCluster() *cluster {
	return &cluster{
		clusterRoles:        stored[*rbacv1.ClusterRole]{},
		clusterRoleBindings: stored[*rbacv1.ClusterRoleBinding]{},
		roles:               stored[*rbacv1.Role]{},
		roleBindings:        stored[*rbacv1.RoleBinding]{},
	}
}

// newCluster is a cluster that holds nothing but what Kubernetes makes. Objects are never changed, only replaced, so all
// clusters share them.
func newCluster() (*cluster, error) {
	c, err := started()
	if err != nil {
		return nil, err
	}
	return &cluster{
		clusterRoles:        maps.Clone(c.clusterRoles),
		clusterRoleBindings: maps.Clone(c.clusterRoleBindings),
		roles:               maps.Clone(c.roles),
		roleBindings:        maps.Clone(c.roleBindings),
	}, nil
}

// start does what an API server does with the RBAC objects of its cluster when it starts (pkg/registry/rbac/rest,
// ensureRBACPolicy): it creates its own ones, or adds to those of the same name what they lack. What that function does
// before, for clusters from before 1.9 and 1.14, has nothing to do here.
func (c *cluster) start() error {
	clusterRoles := ruleOwners[*rbacv1.ClusterRole]{c.clusterRoles, wrapClusterRole}
	for _, role := range append(bootstrappolicy.ClusterRoles(), bootstrappolicy.ControllerRoles()...) {
		if err := reconcileRole(wrapClusterRole(&role), clusterRoles); err != nil {
			return err
		}
	}
	clusterRoleBindings := roleBindings[*rbacv1.ClusterRoleBinding]{c.clusterRoleBindings, wrapClusterRoleBinding}
	for _, binding := range append(bootstrappolicy.ClusterRoleBindings(), bootstrappolicy.ControllerRoleBindings()...) {
		if err := reconcileBinding(wrapClusterRoleBinding(&binding), clusterRoleBindings); err != nil {
			return err
		}
	}
	for _, roles := range bootstrappolicy.NamespaceRoles() {
		for _, role := range roles {
			if err := reconcileRole(wrapRole(&role), ruleOwners[*rbacv1.Role]{c.roles, wrapRole}); err != nil {
				return err
			}
		}
	}
	for _, bindings := range bootstrappolicy.NamespaceRoleBindings() {
		for _, binding := range bindings {
			err := reconcileBinding(wrapRoleBinding(&binding), roleBindings[*rbacv1.RoleBinding]{c.roleBindings, wrapRoleBinding})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func reconcileRole(expected reconciliation.RuleOwner, client reconciliation.RuleOwnerModifier) error {
	options := reconciliation.ReconcileRoleOptions{Role: expected, Client: client, Confirm: true}
	_, err := options.Run()
	return err
}

func reconcileBinding(expected reconciliation.RoleBinding, client reconciliation.RoleBindingModifier) error {
	options := reconciliation.ReconcileRoleBindingOptions{RoleBinding: expected, Client: client, Confirm: true}
	_, err := options.Run()
	return err
}

func wrapClusterRole(r *rbacv1.ClusterRole) reconciliation.RuleOwner {
	return reconciliation.ClusterRoleRuleOwner{ClusterRole: r}
}

func wrapRole(r *rbacv1.Role) reconciliation.RuleOwner {
	return reconciliation.RoleRuleOwner{Role: r}
}

func wrapClusterRoleBinding(b *rbacv1.ClusterRoleBinding) reconciliation.RoleBinding {
	return reconciliation.ClusterRoleBindingAdapter{ClusterRoleBinding: b}
}

func wrapRoleBinding(b *rbacv1.RoleBinding) reconciliation.RoleBinding {
	return reconciliation.RoleBindingAdapter{RoleBinding: b}
}

// ruleOwners is the API server that the reconciliation of roles sees.
type ruleOwners[T named] struct {
	stored stored[T]
	wrap   func(T) reconciliation.RuleOwner
}

func (o ruleOwners[T]) Get(namespace, name string) (reconciliation.RuleOwner, error) {
	object, exists := o.stored[key(namespace, name)]
	if !exists {
		return nil, apierrors.NewNotFound(rbacv1.Resource("roles"), name)
	}
	return o.wrap(object), nil
}

func (o ruleOwners[T]) Create(r reconciliation.RuleOwner) (reconciliation.RuleOwner, error) {
	return o.Update(r)
}

func (o ruleOwners[T]) Update(r reconciliation.RuleOwner) (reconciliation.RuleOwner, error) {
	o.stored[key(r.GetNamespace(), r.GetName())] = r.GetObject().(T)
	return r, nil
}

// roleBindings is the API server that the reconciliation of bindings sees.
type roleBindings[T named] struct {
	stored stored[T]
	wrap   func(T) reconciliation.RoleBinding
}

func (o roleBindings[T]) Get(namespace, name string) (reconciliation.RoleBinding, error) {
	object, exists := o.stored[key(namespace, name)]
	if !exists {
		return nil, apierrors.NewNotFound(rbacv1.Resource("rolebindings"), name)
	}
	return o.wrap(object), nil
}

func (o roleBindings[T]) Delete(namespace, name string, _ types.UID) error {
	delete(o.stored, key(namespace, name))
	return nil
}

func (o roleBindings[T]) Create(b reconciliation.RoleBinding) (reconciliation.RoleBinding, error) {
	return o.Update(b)
}

func (o roleBindings[T]) Update(b reconciliation.RoleBinding) (reconciliation.RoleBinding, error) {
	o.stored[key(b.GetNamespace(), b.GetName())] = b.GetObject().(T)
	return b, nil
}
