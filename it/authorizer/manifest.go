// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"regexp"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// object is what a manifest declares.
type object = named

// manifests writes objects as people write them: mostly one document each, with short lists on one line; at times all
// as tools print them, or within a List.
func manifests(r random, objects []object) string {
	var b strings.Builder
	switch r.IntN(10) {
	case 0:
		for i, o := range objects {
			if i > 0 {
				b.WriteString("---\n")
			}
			b.WriteString(printed(o))
		}
	case 1:
		b.WriteString("apiVersion: v1\nkind: List\nitems:\n")
		for _, o := range objects {
			item := strings.TrimSuffix(written(o), "\n")
			b.WriteString("- " + strings.ReplaceAll(item, "\n", "\n  ") + "\n")
		}
	default:
		for i, o := range objects {
			if i > 0 {
				b.WriteString("---\n")
			}
			b.WriteString(written(o))
		}
	}
	return b.String()
}

func printed(o object) string {
	text, err := yaml.Marshal(o)
	if err != nil {
		panic(err) // of our own objects, which can all be written
	}
	return string(text)
}

func written(o object) string {
	var b strings.Builder
	gvk := o.GetObjectKind().GroupVersionKind()
	fmt.Fprintf(&b, "apiVersion: %s\nkind: %s\n", gvk.GroupVersion(), gvk.Kind)
	meta := o.(metav1.Object)
	fmt.Fprintf(&b, "metadata: %s\n", mapping(
		"name", scalar(meta.GetName()),
		"namespace", optional(meta.GetNamespace()),
		"labels", texts(meta.GetLabels()),
		"annotations", texts(meta.GetAnnotations())))
	switch o := o.(type) {
	case *rbacv1.ClusterRole:
		writeAggregation(&b, o.AggregationRule)
		writeRules(&b, o.Rules)
	case *rbacv1.Role:
		writeRules(&b, o.Rules)
	case *rbacv1.ClusterRoleBinding:
		writeBinding(&b, o.RoleRef, o.Subjects)
	case *rbacv1.RoleBinding:
		writeBinding(&b, o.RoleRef, o.Subjects)
	}
	return b.String()
}

func writeAggregation(b *strings.Builder, rule *rbacv1.AggregationRule) {
	if rule == nil {
		return
	}
	b.WriteString("aggregationRule:\n  clusterRoleSelectors:\n")
	for _, s := range rule.ClusterRoleSelectors {
		var expressions []string
		for _, e := range s.MatchExpressions {
			expressions = append(expressions, mapping("key", scalar(e.Key), "operator", string(e.Operator), "values", list(e.Values)))
		}
		matchExpressions := ""
		if len(expressions) > 0 {
			matchExpressions = "[" + strings.Join(expressions, ", ") + "]"
		}
		fmt.Fprintf(b, "  - %s\n", mapping("matchLabels", texts(s.MatchLabels), "matchExpressions", matchExpressions))
	}
}

func writeRules(b *strings.Builder, rules []rbacv1.PolicyRule) {
	if len(rules) == 0 {
		return
	}
	b.WriteString("rules:\n")
	for _, r := range rules {
		fmt.Fprintf(b, "- %s\n", mapping(
			"apiGroups", list(r.APIGroups),
			"resources", list(r.Resources),
			"nonResourceURLs", list(r.NonResourceURLs),
			"verbs", list(r.Verbs),
			"resourceNames", list(r.ResourceNames)))
	}
}

func writeBinding(b *strings.Builder, ref rbacv1.RoleRef, subjects []rbacv1.Subject) {
	fmt.Fprintf(b, "roleRef: %s\nsubjects:\n", mapping("apiGroup", optional(ref.APIGroup), "kind", ref.Kind, "name", scalar(ref.Name)))
	for _, s := range subjects {
		fmt.Fprintf(b, "- %s\n", mapping(
			"kind", s.Kind, "name", scalar(s.Name), "namespace", optional(s.Namespace), "apiGroup", optional(s.APIGroup)))
	}
}

// mapping writes keys with their values on one line, and leaves out those that have none.
func mapping(keysAndValues ...string) string {
	var entries []string
	for i := 0; i < len(keysAndValues); i += 2 {
		if keysAndValues[i+1] != "" {
			entries = append(entries, keysAndValues[i]+": "+keysAndValues[i+1])
		}
	}
	return "{" + strings.Join(entries, ", ") + "}"
}

func optional(s string) string {
	if s == "" {
		return ""
	}
	return scalar(s)
}

func texts(m map[string]string) string {
	var entries []string
	for _, k := range sortedKeys(m) {
		entries = append(entries, k, scalar(m[k]))
	}
	if entries == nil {
		return ""
	}
	return mapping(entries...)
}

func list(items []string) string {
	if len(items) == 0 {
		return ""
	}
	var scalars []string
	for _, item := range items {
		scalars = append(scalars, scalar(item))
	}
	return "[" + strings.Join(scalars, ", ") + "]"
}

var bare = regexp.MustCompile(`^[A-Za-z/][A-Za-z0-9/._-]*(:+[A-Za-z0-9][A-Za-z0-9/._-]*)*$`)

// scalar writes a text without quotes where YAML lets it.
func scalar(s string) string {
	if bare.MatchString(s) && s != "true" && s != "false" {
		return s
	}
	return `"` + s + `"`
}
