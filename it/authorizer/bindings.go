// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func (g *generator) roleBinding(name string) *rbacv1.RoleBinding {
	namespace := g.pick(namespaces[:2])
	if g.oneIn(8) {
		namespace = "kube-system"
	}
	ref := rbacv1.RoleRef{Kind: "ClusterRole", Name: g.clusterRoleName()}
	switch {
	case namespace == "kube-system" && g.oneIn(2):
		ref = rbacv1.RoleRef{Kind: "Role", Name: g.pick(builtinNamespaceRoles)}
	case g.oneIn(3):
		ref = rbacv1.RoleRef{Kind: "Role", Name: g.declared("Role", roleNames)}
		// Mostly where the role is: elsewhere there may be none of that name, or another one.
		if i := slices.IndexFunc(g.objects, func(o object) bool {
			return o.GetObjectKind().GroupVersionKind().Kind == "Role" && o.GetName() == ref.Name
		}); i >= 0 && !g.oneIn(5) {
			namespace = g.objects[i].GetNamespace()
		}
	}
	return &rbacv1.RoleBinding{
		TypeMeta:   rbacType("RoleBinding"),
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name},
		RoleRef:    g.finish(ref),
		Subjects:   g.subjects(true),
	}
}

func (g *generator) clusterRoleBinding(name string) *rbacv1.ClusterRoleBinding {
	ref := rbacv1.RoleRef{Kind: "ClusterRole", Name: g.clusterRoleName()}
	if g.kind == odd && g.oneIn(6) {
		ref = rbacv1.RoleRef{Kind: "Role", Name: g.declared("Role", roleNames)}
	}
	return &rbacv1.ClusterRoleBinding{
		TypeMeta:   rbacType("ClusterRoleBinding"),
		ObjectMeta: metav1.ObjectMeta{Name: name},
		RoleRef:    g.finish(ref),
		Subjects:   g.subjects(g.kind == odd && g.oneIn(3)),
	}
}

// clusterRoleName is mostly that of a declared role, often that of a built-in one, at times one that nothing has.
func (g *generator) clusterRoleName() string {
	switch g.IntN(12) {
	case 0:
		return "missing"
	case 1, 2, 3:
		return g.pick(builtinRoles)
	default:
		return g.declared("ClusterRole", roleNames)
	}
}

// declared is the name of some declared object of a kind; where there is none, some name.
func (g *generator) declared(kind string, otherwise []string) string {
	var names []string
	for _, o := range g.objects {
		if o.GetObjectKind().GroupVersionKind().Kind == kind {
			names = append(names, o.GetName())
		}
	}
	if len(names) == 0 {
		return g.pick(otherwise)
	}
	return g.pick(names)
}

func (g *generator) finish(ref rbacv1.RoleRef) rbacv1.RoleRef {
	if g.oneIn(3) {
		ref.APIGroup = rbacv1.GroupName
	}
	if g.kind == odd && g.oneIn(8) {
		ref.Kind = g.pick([]string{"clusterrole", "role", "CLUSTERROLE"})
	}
	return ref
}

func (g *generator) subjects(bare bool) []rbacv1.Subject {
	var subjects []rbacv1.Subject
	for range g.between(1, 2) {
		s := g.subject(bare)
		if s.Kind != "ServiceAccount" && g.oneIn(4) {
			s.APIGroup = rbacv1.GroupName
		}
		if s.Kind != "ServiceAccount" && g.oneIn(12) {
			s.Namespace = g.pick(namespaces) // accepted, and means nothing
		}
		if g.kind == odd && g.oneIn(3) {
			s.Kind = g.pick([]string{"serviceaccount", "Serviceaccount", "user", "USER", "group"})
		}
		subjects = append(subjects, s)
	}
	return subjects
}

// subject is an account, user or group; one without a namespace of its own only where bare ones are allowed.
func (g *generator) subject(bare bool) rbacv1.Subject {
	namespace, name := g.pick(namespaces[:2]), g.pick(accountNames)
	user := func(name string) rbacv1.Subject { return rbacv1.Subject{Kind: "User", Name: name} }
	group := func(name string) rbacv1.Subject { return rbacv1.Subject{Kind: "Group", Name: name} }
	switch g.IntN(20) {
	case 0, 1:
		return user(userName(namespace, name))
	case 2, 3:
		return user(g.pick(sortedKeys(g.users.known)))
	case 4:
		return group("system:serviceaccounts")
	case 5, 6:
		return group("system:serviceaccounts:" + namespace)
	case 7:
		return group(g.pick([]string{"system:authenticated", "system:unauthenticated"}))
	case 8, 9:
		return group(g.pick(ownGroups))
	case 10:
		return g.deceptive(namespace, name)
	case 11, 12, 13:
		if bare {
			return rbacv1.Subject{Kind: "ServiceAccount", Name: name}
		}
	}
	return rbacv1.Subject{Kind: "ServiceAccount", Namespace: namespace, Name: name}
}

// deceptive is a subject that the API server accepts, but that names nobody.
func (g *generator) deceptive(namespace, name string) rbacv1.Subject {
	subjects := []rbacv1.Subject{
		{Kind: "User", Name: name},
		{Kind: "User", Name: "*"},
		{Kind: "User", Name: "system:serviceaccount:" + namespace},
		{Kind: "User", Name: "system:serviceaccounts"},
		{Kind: "User", Name: "Alice"},
		{Kind: "Group", Name: "*"},
		{Kind: "Group", Name: "system:serviceaccounts:"},
		{Kind: "Group", Name: "system:serviceaccounts:" + namespace + "*"},
		{Kind: "Group", Name: userName(namespace, name)},
		{Kind: "Group", Name: name},
		{Kind: "ServiceAccount", Namespace: "*", Name: name},
		{Kind: "ServiceAccount", Namespace: "Shop", Name: name},
		{Kind: "ServiceAccount", Namespace: namespace, Name: "system.serviceaccount." + name},
	}
	return pickOf(g.random, subjects)
}

// addBuiltinNames declares objects under the names of built-in ones.
func (g *generator) addBuiltinNames() {
	for range g.between(1, 2) {
		name := g.pick([]string{
			"view", "edit", "admin", "view", "edit", "admin", "cluster-admin", "system:discovery", "system:basic-user",
			"system:aggregate-to-view", "system:aggregate-to-edit", "system:public-info-viewer", "system:auth-delegator",
		})
		role := g.clusterRole(name)
		if g.oneIn(3) {
			role = g.aggregatedRole(name)
		}
		if g.oneIn(4) {
			role.Labels = map[string]string{aggregateTo + g.pick([]string{"view", "edit", "admin"}): g.pick([]string{"true", "false"})}
		}
		if g.oneIn(4) {
			role.Annotations = map[string]string{rbacv1.AutoUpdateAnnotationKey: "false"}
		}
		g.add(role)
	}
	if g.oneIn(3) {
		g.add(g.role("kube-system", g.pick(builtinNamespaceRoles)))
	}
	if g.oneIn(3) {
		binding := g.clusterRoleBinding(g.pick([]string{"cluster-admin", "system:discovery", "system:basic-user", "system:node"}))
		if !g.oneIn(3) {
			binding.RoleRef = rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: binding.Name}
		}
		g.add(binding)
	}
	if g.oneIn(4) {
		binding := g.roleBinding("system::extension-apiserver-authentication-reader")
		binding.Namespace = "kube-system"
		if !g.oneIn(3) {
			binding.RoleRef = rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: builtinNamespaceRoles[0]}
		}
		g.add(binding)
	}
}
