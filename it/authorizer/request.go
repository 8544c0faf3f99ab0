// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apiserver/pkg/authentication/serviceaccount"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
)

// users are those who may ask in a world.
type users struct {
	known    map[string][]string // groups of those who are no accounts, by name
	accounts []string            // namespace/name
}

func (g *generator) makeUsers() users {
	u := users{known: map[string][]string{
		"alice":            {g.pick(ownGroups), user.AllAuthenticated},
		"bob":              {user.AllAuthenticated},
		"system:anonymous": {user.AllUnauthenticated},
	}}
	if g.oneIn(6) {
		u.known["root"] = []string{g.pick([]string{user.SystemPrivilegedGroup, user.MonitoringGroup}), user.AllAuthenticated}
	}
	if g.oneIn(6) {
		u.known["system:kube-controller-manager"] = []string{user.AllAuthenticated}
	}
	for _, namespace := range namespaces[:2] {
		for _, name := range accountNames {
			u.accounts = append(u.accounts, namespace+"/"+name)
		}
	}
	if g.oneIn(3) {
		u.accounts = append(u.accounts, "kube-system/"+g.pick([]string{"op", "token-cleaner", "job-controller", "cloud-provider"}))
	}
	return u
}

func (u users) any(r random) string {
	if r.oneIn(5) {
		return r.pick(sortedKeys(u.known))
	}
	return r.pick(u.accounts)
}

// info is what the API server takes somebody for: a known user, or the account namespace/name.
func (u users) info(who string) user.Info {
	if groups, known := u.known[who]; known {
		return &user.DefaultInfo{Name: who, Groups: groups}
	}
	namespace, name, _ := strings.Cut(who, "/")
	// The last group is added to everybody who is authenticated, in whatever way.
	groups := append(serviceaccount.MakeGroupNames(namespace), user.AllAuthenticated)
	return &user.DefaultInfo{Name: userName(namespace, name), Groups: groups}
}

func userName(namespace, name string) string { return serviceaccount.MakeUsername(namespace, name) }

// request is for a resource, as RBAC names it (pods/exec), or for a path, which starts with a slash.
type request struct {
	verb, group, resource, namespace, name string
}

func (r request) isPath() bool { return strings.HasPrefix(r.resource, "/") }

func (r request) attributes(who user.Info) authorizer.Attributes {
	if r.isPath() {
		return authorizer.AttributesRecord{User: who, Verb: r.verb, Path: r.resource}
	}
	resource, subresource, _ := strings.Cut(r.resource, "/")
	return authorizer.AttributesRecord{
		User: who, Verb: r.verb, APIGroup: r.group, Resource: resource, Subresource: subresource,
		Namespace: r.namespace, Name: r.name, ResourceRequest: true,
	}
}

// query is a request of somebody, and the answer.
type query struct {
	who string
	request
	verdict
}

func (q query) allowed() bool { return q.verdict.allowed }

// ask makes queries, about half of them allowed, and none twice.
func ask(r random, s *settled, u users, count int) ([]query, error) {
	asked := map[string]bool{}
	var queries []query
	for range count {
		wanted := r.oneIn(2)
		for attempt := range 40 {
			q := s.query(r, u)
			asText := fmt.Sprintf("%q %+q", q.who, q.request)
			if asked[asText] {
				continue
			}
			var err error
			if q.verdict, err = s.authorize(u.info(q.who), q.request); err != nil {
				return nil, err
			}
			if q.allowed() == wanted || attempt > 20 {
				asked[asText] = true
				queries = append(queries, q)
				break
			}
		}
	}
	return queries, nil
}

// query makes a query without its answer: a request that somebody is granted, or nearly so, or somebody else is, or
// nobody.
func (s *settled) query(r random, u users) query {
	if r.oneIn(4) {
		return s.careless(r, u)
	}
	who := u.any(r)
	namespace := anyNamespace(r)
	h := s.heldBy(u.info(who), namespace)
	// Most hold nothing but what everybody does: look for others.
	for range 8 {
		if len(h.inNamespace) > 0 || len(h.everywhere) > 0 {
			break
		}
		who, namespace = u.any(r), anyNamespace(r)
		h = s.heldBy(u.info(who), namespace)
	}
	rules := h.inNamespace
	switch {
	case r.oneIn(10):
		rules = pickOf(r, s.clusterRoles.sorted()).Rules
	case r.oneIn(15):
		rules = pickOf(r, s.roles.sorted()).Rules
	case r.oneIn(12):
		rules = h.builtin
	case len(h.inNamespace) == 0 || len(h.everywhere) > 0 && r.oneIn(3):
		rules = h.everywhere
	}
	q := query{who: who, request: anyRequest(r, namespace)}
	if len(rules) > 0 {
		q.request = change(r, within(r, pickOf(r, rules), namespace))
	}
	if r.oneIn(8) {
		q.who = u.any(r)
	}
	return q
}

// careless makes a query that would be allowed if some binding were read without care: whatever the kinds of its subject
// and its role, in whatever namespace. Often it is not.
func (s *settled) careless(r random, u users) query {
	namespace := anyNamespace(r)
	var subjects []rbacv1.Subject
	var role string
	if bindings := s.roleBindings.sorted(); r.oneIn(2) {
		binding := pickOf(r, bindings)
		subjects, role = binding.Subjects, binding.RoleRef.Name
		if !r.oneIn(4) {
			namespace = binding.Namespace
		}
	} else {
		binding := pickOf(r, s.clusterRoleBindings.sorted())
		// Most are built in.
		for range 6 {
			if binding.Labels[bootstrapping] == "" {
				break
			}
			binding = pickOf(r, s.clusterRoleBindings.sorted())
		}
		subjects, role = binding.Subjects, binding.RoleRef.Name
	}
	q := query{who: u.any(r), request: anyRequest(r, namespace)}
	if len(subjects) > 0 {
		q.who = u.like(r, pickOf(r, subjects))
	}
	var rules []rbacv1.PolicyRule
	if clusterRole, exists := s.clusterRoles[key("", role)]; exists {
		rules = append(rules, clusterRole.Rules...)
	}
	for _, in := range namespaces {
		if role, exists := s.roles[key(in, role)]; exists {
			rules = append(rules, role.Rules...)
		}
	}
	if len(rules) > 0 {
		q.request = change(r, within(r, pickOf(r, rules), namespace))
	}
	return q
}

// like is somebody whom a subject may seem to mean.
func (u users) like(r random, subject rbacv1.Subject) string {
	name := strings.ReplaceAll(strings.TrimPrefix(subject.Name, "system:serviceaccount:"), ":", "/")
	if strings.EqualFold(subject.Kind, "ServiceAccount") {
		namespace := strings.ToLower(subject.Namespace)
		if !slices.Contains(namespaces, namespace) {
			namespace = r.pick(namespaces[:2])
		}
		name = namespace + "/" + strings.TrimPrefix(subject.Name, "system.serviceaccount.")
	}
	if _, known := u.known[strings.ToLower(name)]; known {
		return strings.ToLower(name)
	}
	if slices.Contains(u.accounts, name) {
		return name
	}
	return u.any(r)
}

func anyNamespace(r random) string {
	if r.oneIn(6) {
		return r.pick([]string{"kube-system", ""})
	}
	return r.pick(namespaces[:2])
}

// held are the rules that somebody has in a namespace, by the bindings that grant them.
type held struct {
	inNamespace, everywhere, builtin []rbacv1.PolicyRule
}

func (s *settled) heldBy(who user.Info, namespace string) held {
	var h held
	s.rules.VisitRulesFor(context.Background(), who, namespace, func(source fmt.Stringer, rule *rbacv1.PolicyRule, _ error) bool {
		switch {
		case rule == nil: // the binding's role is missing
		case strings.HasPrefix(source.String(), `ClusterRoleBinding "system:`):
			h.builtin = append(h.builtin, *rule)
		case strings.HasPrefix(source.String(), "ClusterRoleBinding "):
			h.everywhere = append(h.everywhere, *rule)
		default:
			h.inNamespace = append(h.inNamespace, *rule)
		}
		return true
	})
	return h
}

func anyRequest(r random, namespace string) request {
	if r.oneIn(6) {
		return request{verb: r.pick(pathVerbs), resource: r.pick(paths)}
	}
	group := r.pick(groups)
	return request{
		verb: r.pick(verbs), group: group, resource: r.pick(groupResources[group]), namespace: namespace,
		name: r.pick([]string{"", "", "web", "db"}),
	}
}

// within makes a request out of a rule that allows it, if the rule allows any.
func within(r random, rule rbacv1.PolicyRule, namespace string) request {
	q := anyRequest(r, namespace)
	if len(rule.Verbs) > 0 {
		q.verb = chosen(r, rule.Verbs, q.verb)
	}
	if len(rule.NonResourceURLs) > 0 && (len(rule.Resources) == 0 || r.oneIn(2)) {
		url := r.pick(rule.NonResourceURLs)
		if prefix := strings.TrimRight(url, "*"); prefix != url {
			url = r.pick([]string{prefix, prefix + "x", prefix + "x/y", prefix + "ping", strings.TrimSuffix(prefix, "/")})
		}
		if !strings.HasPrefix(url, "/") {
			url = r.pick(paths)
		}
		return request{verb: q.verb, resource: url}
	}
	if q.isPath() {
		q = request{verb: q.verb, resource: "pods", namespace: namespace}
	}
	if len(rule.APIGroups) > 0 {
		q.group = chosen(r, rule.APIGroups, q.group)
	}
	if len(rule.Resources) > 0 {
		resource := chosen(r, rule.Resources, q.resource)
		if subresource, every := strings.CutPrefix(resource, "*/"); every {
			base, _, _ := strings.Cut(q.resource, "/")
			resource = base + "/" + subresource
		}
		q.resource = strings.TrimSuffix(resource, "/") // a rule may end so, a request can't
	}
	if len(rule.ResourceNames) > 0 {
		q.name = r.pick(rule.ResourceNames)
	}
	return q
}

// chosen is one item of a rule's list, or something else where that is the wildcard.
func chosen(r random, list []string, any string) string {
	if item := r.pick(list); item != "*" {
		return item
	}
	return any
}

// change makes every other request a little different, so that it comes to stand beside what was granted.
func change(r random, q request) request {
	if r.oneIn(2) {
		return q
	}
	if q.isPath() {
		switch r.IntN(3) {
		case 0:
			q.verb = r.pick(pathVerbs)
		case 1:
			q.resource = r.pick(paths)
		default:
			q.resource += r.pick([]string{"/", "x", "/x", "*"})
		}
		return q
	}
	base, subresource, _ := strings.Cut(q.resource, "/")
	switch r.IntN(10) {
	case 0:
		q.verb = r.pick(verbs)
	case 1:
		q.group = r.pick(groups)
	case 2:
		if subresource != "" {
			q.resource = base
		} else {
			q.resource = base + "/" + r.pick([]string{"scale", "status", "exec", "log", "x", "*"})
		}
	case 3:
		q.resource = r.pick(groupResources[""])
	case 4:
		q.resource = r.pick(groupResources["apps"])
	case 5:
		q.namespace = r.pick([]string{"shop", "bank", "kube-system", "elsewhere", ""})
	case 6:
		q.name = r.pick([]string{"", "web", "db", "tls", "webx", "*"})
	case 7:
		q.name = ""
	case 8:
		// What a request for a Namespace itself carries.
		q.group, q.resource, q.namespace = "", "namespaces", r.pick(namespaces)
		q.name = q.namespace
	default:
		switch r.IntN(4) {
		case 0:
			q.verb = r.pick([]string{"*", strings.ToUpper(q.verb), ""})
		case 1:
			q.group = r.pick([]string{"*", "v1", q.group + "x"})
		case 2:
			q.resource = r.pick([]string{"*", "*/scale", strings.ToUpper(base)})
		default:
			q.resource = base + "s"
		}
	}
	return q
}
