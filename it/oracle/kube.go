package main

import (
	"fmt"
	"strings"
)

// object is one Kubernetes object of a document: the document itself or an item of the list that it is.
type object struct {
	apiVersion, kind, namespace, name string
	tree                              any
}

// objectsOf returns the objects of a decoded document: itself, or, for a list, its items and theirs. A tree without
// apiVersion or kind is no object.
func objectsOf(tree any) []object {
	o := describe(tree)
	items, isList := field(tree, "items").([]any)
	switch {
	case strings.HasSuffix(o.kind, "List") && isList:
		var objects []object
		for _, item := range items {
			objects = append(objects, objectsOf(withListType(item, o))...)
		}
		return objects
	case o.apiVersion == "" || o.kind == "" || o.kind == "List":
		return nil
	default:
		return []object{o}
	}
}

// withListType gives an item that has neither apiVersion nor kind those that its list implies (an item of a v1 PodList
// is a v1 Pod), as apimachinery's decoder of lists does.
func withListType(item any, list object) any {
	tree, ok := item.(map[string]any)
	if o := describe(item); !ok || o.apiVersion != "" || o.kind != "" {
		return item
	}
	tree["apiVersion"] = list.apiVersion
	tree["kind"] = strings.TrimSuffix(list.kind, "List")
	return tree
}

func describe(tree any) object {
	return object{
		apiVersion: text(tree, "apiVersion"),
		kind:       text(tree, "kind"),
		namespace:  text(tree, "metadata", "namespace"),
		name:       text(tree, "metadata", "name"),
		tree:       tree,
	}
}

// groupKind is "group/kind"; the core group is "".
func (o object) groupKind() string {
	group, _, hasGroup := strings.Cut(o.apiVersion, "/")
	if !hasGroup {
		group = ""
	}
	return group + "/" + o.kind
}

var inTemplate = []string{"spec", "template", "spec"}

// podSpecs says where each built-in workload kind keeps its pod spec; it never moved between versions of a group.
var podSpecs = map[string][]string{
	"/Pod":                               {"spec"},
	"/PodTemplate":                       {"template", "spec"},
	"/ReplicationController":             inTemplate,
	"apps/Deployment":                    inTemplate,
	"apps/StatefulSet":                   inTemplate,
	"apps/DaemonSet":                     inTemplate,
	"apps/ReplicaSet":                    inTemplate,
	"extensions/Deployment":              inTemplate, // until 1.16
	"extensions/DaemonSet":               inTemplate, // until 1.16
	"extensions/ReplicaSet":              inTemplate, // until 1.16
	"extensions/Job":                     inTemplate, // until 1.5
	"batch/Job":                          inTemplate,
	"batch/CronJob":                      {"spec", "jobTemplate", "spec", "template", "spec"},
	"apps.openshift.io/DeploymentConfig": inTemplate,
	"/DeploymentConfig":                  inTemplate, // OpenShift before its API groups
}

const clusterServiceVersion = "operators.coreos.com/ClusterServiceVersion"

// workload is something that makes pods.
type workload struct {
	object
	podSpec any
	fromCSV bool
}

// workloadsOf returns what of an object makes pods: itself, or the deployments that OLM makes from a
// ClusterServiceVersion, in that one's namespace.
func workloadsOf(o object) []workload {
	if path, ok := podSpecs[o.groupKind()]; ok {
		return []workload{{object: o, podSpec: field(o.tree, path...)}}
	}
	if o.groupKind() != clusterServiceVersion {
		return nil
	}
	var workloads []workload
	for _, d := range list(o.tree, "spec", "install", "spec", "deployments") {
		deployment := object{apiVersion: "apps/v1", kind: "Deployment", namespace: o.namespace, name: text(d, "name"), tree: d}
		workloads = append(workloads, workload{object: deployment, podSpec: field(d, inTemplate...), fromCSV: true})
	}
	return workloads
}

// serviceAccountName is the name of the account that the workload's pods run as. The old field serves only where the
// new one is absent or empty (core/v1 conversion).
func (w workload) serviceAccountName() string {
	for _, name := range []string{text(w.podSpec, "serviceAccountName"), text(w.podSpec, "serviceAccount")} {
		if name != "" {
			return name
		}
	}
	return "default"
}

// account is a ServiceAccount object.
type account struct {
	object
	automount *bool
	odd       string // what stands in place of a boolean
}

// optsOut tells whether the account keeps the token from pods that say nothing.
func (a account) optsOut() bool {
	return a.automount != nil && !*a.automount
}

func accountOf(o object) (account, bool) {
	if o.groupKind() != "/ServiceAccount" {
		return account{}, false
	}
	value, odd := automountOf(o.tree)
	return account{object: o, automount: value, odd: odd}, true
}

// automountOf reads automountServiceAccountToken. Anything but a boolean decides nothing (the API server refuses it),
// so it counts as unset, and is told in odd.
func automountOf(tree any) (value *bool, odd string) {
	switch v := field(tree, "automountServiceAccountToken").(type) {
	case nil:
		return nil, ""
	case bool:
		return &v, ""
	default:
		return nil, fmt.Sprintf("%#v", v)
	}
}

// field follows keys down a tree of maps; nil where there is no such way.
func field(tree any, path ...string) any {
	for _, key := range path {
		m, _ := tree.(map[string]any)
		tree = m[key]
	}
	return tree
}

func text(tree any, path ...string) string {
	s, _ := field(tree, path...).(string)
	return s
}

func list(tree any, path ...string) []any {
	l, _ := field(tree, path...).([]any)
	return l
}
