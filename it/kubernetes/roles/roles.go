// SPDX-License-Identifier: Apache-2.0

// Package roles is the shape of the files of built-in roles. It is shared by the program that is compiled against one
// Kubernetes version (extract) and the one that drives it, so it imports nothing but the standard library.
package roles

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Policy is everything that an API server with the RBAC authorizer creates by itself when it starts: of one version, or
// of all of Versions (Merge), where a Range tells to which of them a part belongs.
type Policy struct {
	KubernetesVersion   string        `json:"kubernetesVersion,omitempty"`
	Versions            []string      `json:"versions,omitempty"`
	Source              string        `json:"source"`
	ClusterRoles        []ClusterRole `json:"clusterRoles"`
	ClusterRoleBindings []Binding     `json:"clusterRoleBindings"`
	Roles               []Role        `json:"roles"`
	RoleBindings        []Binding     `json:"roleBindings"`
}

// Range is the minor versions that have something, both ends included. No Since: the oldest known version has it, and so
// do versions before that as far as we know; no Until: the newest has it, and so do those to come. A rule has its role's
// range where it says nothing.
type Range struct {
	Since string `json:"since,omitempty"`
	Until string `json:"until,omitempty"`
}

// ClusterRole keeps only the labels that decide which aggregated role takes this one in.
type ClusterRole struct {
	Name string `json:"name"`
	Range
	Labels          map[string]string `json:"labels,omitempty"`
	AggregationRule []LabelSelector   `json:"aggregationRule,omitempty"`
	// Rules is empty where AggregationRule is set: the cluster's controller computes them from the labels.
	Rules []Rule `json:"rules"`
}

// LabelSelector is one of the selectors of an aggregation rule; a role that matches any of them is taken in.
type LabelSelector struct {
	MatchLabels map[string]string `json:"matchLabels"`
}

// Role belongs to a namespace.
type Role struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Range
	Rules []Rule `json:"rules"`
}

// Rule is a PolicyRule; empty fields are left out.
type Rule struct {
	Range
	APIGroups       []string `json:"apiGroups,omitempty"`
	Resources       []string `json:"resources,omitempty"`
	ResourceNames   []string `json:"resourceNames,omitempty"`
	NonResourceURLs []string `json:"nonResourceURLs,omitempty"`
	Verbs           []string `json:"verbs"`
}

// Binding grants a ClusterRole (without Namespace) or a Role of the same Namespace: Kubernetes binds no ClusterRole in a
// namespace by itself, and extract stops if one day it does.
type Binding struct {
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
	Range
	Role string `json:"role"`
	// Subjects is empty, not absent, for system:node: the Node authorizer has taken that binding's place.
	Subjects []Subject `json:"subjects"`
}

// Subject has a namespace only if it is a ServiceAccount.
type Subject struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}

// Sort brings everything but the rules into alphabetical order, so that two versions' files can be compared line by line.
// Rules stay as Kubernetes has them: their order means nothing to RBAC, but it is the order in which people know them.
func (p *Policy) Sort() {
	slices.SortStableFunc(p.ClusterRoles, func(a, b ClusterRole) int { return strings.Compare(a.Name, b.Name) })
	slices.SortStableFunc(p.Roles, func(a, b Role) int {
		return strings.Compare(a.Namespace+"/"+a.Name, b.Namespace+"/"+b.Name)
	})
	byName := func(a, b Binding) int {
		return strings.Compare(a.Namespace+"/"+a.Name, b.Namespace+"/"+b.Name)
	}
	slices.SortStableFunc(p.ClusterRoleBindings, byName)
	slices.SortStableFunc(p.RoleBindings, byName)
}

// Format writes one rule and one binding a line: compact, and a diff shows which rule changed.
func (p *Policy) Format() []byte {
	var w bytes.Buffer
	w.WriteByte('{')
	if p.KubernetesVersion != "" {
		fmt.Fprintf(&w, "\"kubernetesVersion\":%s,\n", line(p.KubernetesVersion))
	}
	if p.Versions != nil {
		fmt.Fprintf(&w, "\"versions\":%s,\n", line(p.Versions))
	}
	fmt.Fprintf(&w, "\"source\":%s,\n", line(p.Source))
	list(&w, "clusterRoles", p.ClusterRoles, func(r ClusterRole) { role(&w, r, r.Rules) })
	w.WriteString(",\n")
	list(&w, "clusterRoleBindings", p.ClusterRoleBindings, func(b Binding) { w.WriteString(line(b)) })
	w.WriteString(",\n")
	list(&w, "roles", p.Roles, func(r Role) { role(&w, r, r.Rules) })
	w.WriteString(",\n")
	list(&w, "roleBindings", p.RoleBindings, func(b Binding) { w.WriteString(line(b)) })
	w.WriteString("}\n")
	return w.Bytes()
}

func list[T any](w *bytes.Buffer, name string, items []T, item func(T)) {
	fmt.Fprintf(w, "%q:[", name)
	for i, it := range items {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteByte('\n')
		item(it)
	}
	w.WriteByte(']')
}

// role writes a Role or ClusterRole; "rules" is the last of its fields.
func role(w *bytes.Buffer, r any, rules []Rule) {
	head, _, _ := strings.Cut(line(r), `"rules":[`)
	w.WriteString(head)
	w.WriteString(`"rules":[`)
	for i, rule := range rules {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteString("\n ")
		w.WriteString(line(rule))
	}
	w.WriteString("]}")
}

// line is JSON on one line, with <, > and & as they are (json.Marshal would write them for HTML).
func line(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // only maps, slices and strings come here
	}
	return strings.TrimSuffix(b.String(), "\n")
}
