// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// The (group, resource, verb) triples that some part of Kubernetes asks the authorizer about though no API resource
// takes such a request. They stand in no published list; each was found in the source that it names.
//
//go:embed virtual.json
var virtualJSON []byte

// resource is one that the newest version serves. Of the older versions it tells only since when.
type resource struct {
	Group        string        `json:"group"`
	Resource     string        `json:"resource"`
	Kind         string        `json:"kind"`
	Namespaced   bool          `json:"namespaced"`
	Since        string        `json:"since,omitempty"` // the first minor version that had it; none: the oldest known had it
	Versions     []string      `json:"versions"`        // of the API, the preferred one first
	OffByDefault bool          `json:"offByDefault,omitempty"`
	Verbs        []string      `json:"verbs"`
	ShortNames   []string      `json:"shortNames,omitempty"`
	Subresources []subresource `json:"subresources,omitempty"`
}

type subresource struct {
	Name  string   `json:"name"`
	Since string   `json:"since,omitempty"`
	Verbs []string `json:"verbs"`
}

// gone is a resource or subresource (as RBAC writes it) that an older version had in this group: in no version of it now.
type gone struct {
	Group      string   `json:"group"`
	Resource   string   `json:"resource"`
	Kind       string   `json:"kind"`
	Namespaced bool     `json:"namespaced"`
	Since      string   `json:"since,omitempty"`
	Removed    string   `json:"removed"` // the first minor version without
	Verbs      []string `json:"verbs"`
}

// oldVersion is an apiVersion and kind that manifests may still have.
type oldVersion struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Resource   string `json:"resource"`
	Namespaced bool   `json:"namespaced"`
	Since      string `json:"since,omitempty"`
	Removed    string `json:"removed"`
	Now        string `json:"now,omitempty"` // the apiVersion of the same kind today
}

// seen is what one version of Kubernetes has: by API group, version and resource (with subresource).
type seen map[key]*entry

type key struct{ group, version, resource string }

type entry struct {
	kind       string
	namespaced bool
	verbs      map[string]bool
	shortNames []string
	preference int // its API version's place in discovery
}

func writeResources(out string, vs versions) error {
	all := vs.all() // newest first
	var history []seen
	for i, v := range all {
		fmt.Fprintln(os.Stderr, v)
		dir, _, err := download(v)
		if err != nil {
			return err
		}
		s, err := readSwagger(v, filepath.Join(dir, "api", "openapi-spec", "swagger.json"))
		if err != nil {
			return fmt.Errorf("%s: %w", v, err)
		}
		if i == 0 {
			// Discovery knows more than the OpenAPI document (verbs as RBAC has them, short names), but only the newer
			// versions' sources have it. Both must agree, or the ranges below would be wrong.
			d, err := readDiscovery(filepath.Join(dir, "api", "discovery"))
			if err != nil {
				return fmt.Errorf("%s: %w", v, err)
			}
			for k := range merged(s, d) {
				if s[k] == nil || d[k] == nil {
					return fmt.Errorf("%s: only one of discovery and OpenAPI has %v", v, k)
				}
			}
			if err := checkDefaults(dir); err != nil {
				return fmt.Errorf("%s: %w", v, err)
			}
			s = d
		}
		history = append(history, s)
	}
	var names []string
	for _, v := range all {
		names = append(names, v.name())
	}

	var b bytes.Buffer
	fmt.Fprintf(&b, "{\"kubernetesVersion\":%q,\"oldest\":%q,\n", names[0], names[len(names)-1])
	fmt.Fprintf(&b, "\"source\":%q,\n", "k8s.io/kubernetes "+all[0].String()+" api/discovery; since and removed: api/openapi-spec of every minor version down to "+all[len(all)-1].String())
	list(&b, "resources", current(history, names))
	list(&b, "gone", groupResourcesGone(history, names))
	list(&b, "oldVersions", versionsGone(history, names))
	var virtual []json.RawMessage
	if err := json.Unmarshal(virtualJSON, &virtual); err != nil {
		return fmt.Errorf("virtual.json: %w", err)
	}
	list(&b, "virtual", virtual)
	b.Truncate(b.Len() - len(",\n"))
	b.WriteString("}\n")
	return os.WriteFile(out, b.Bytes(), 0o666)
}

func list[T any](b *bytes.Buffer, name string, items []T) {
	fmt.Fprintf(b, "%q:[", name)
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		line, err := json.Marshal(item)
		if err != nil {
			panic(err) // strings and lists of them
		}
		b.Write(line)
	}
	b.WriteString("],\n")
}

// current lists what the newest version serves, all API versions of a resource together, as RBAC sees them.
func current(history []seen, names []string) []resource {
	byName := map[[2]string]*resource{}
	verbs := map[[2]string]map[string]bool{}
	for _, k := range sortedKeys(history[0]) {
		e, main, sub := history[0][k], mainResource(k.resource), subresourceName(k.resource)
		id := [2]string{k.group, k.resource}
		if verbs[id] == nil {
			verbs[id] = map[string]bool{}
		}
		maps.Copy(verbs[id], e.verbs)
		r := byName[[2]string{k.group, main}]
		if sub == "" {
			if r == nil {
				r = &resource{Group: k.group, Resource: main, Kind: e.kind, Namespaced: e.namespaced, OffByDefault: true}
				r.Since, _ = span(history, names, k.group, k.resource)
				byName[id] = r
			}
			r.Versions = append(r.Versions, k.version)
			r.OffByDefault = r.OffByDefault && prerelease(k.version)
			r.ShortNames = e.shortNames
		} else if !slices.ContainsFunc(r.Subresources, func(s subresource) bool { return s.Name == sub }) {
			since, _ := span(history, names, k.group, k.resource)
			if since == r.Since {
				since = ""
			}
			r.Subresources = append(r.Subresources, subresource{Name: sub, Since: since})
		}
	}
	var out []resource
	for id, r := range byName {
		r.Verbs = sorted(verbs[id])
		for i := range r.Subresources {
			s := &r.Subresources[i]
			s.Verbs = sorted(verbs[[2]string{r.Group, r.Resource + "/" + s.Name}])
		}
		slices.SortFunc(r.Versions, func(a, b string) int {
			return history[0][key{r.Group, a, r.Resource}].preference - history[0][key{r.Group, b, r.Resource}].preference
		})
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b resource) int {
		return strings.Compare(a.Group+" "+a.Resource, b.Group+" "+b.Resource)
	})
	return out
}

func groupResourcesGone(history []seen, names []string) []gone {
	var out []gone
	done := map[[2]string]bool{}
	for _, s := range history[1:] {
		for _, k := range sortedKeys(s) {
			id := [2]string{k.group, k.resource}
			since, removed := span(history, names, k.group, k.resource)
			if removed == "" || done[id] {
				continue
			}
			done[id] = true
			verbs := map[string]bool{}
			for other, e := range s {
				if other.group == k.group && other.resource == k.resource {
					maps.Copy(verbs, e.verbs)
				}
			}
			out = append(out, gone{k.group, k.resource, s[k].kind, s[k].namespaced, since, removed, sorted(verbs)})
		}
	}
	slices.SortFunc(out, func(a, b gone) int {
		return strings.Compare(a.Group+" "+a.Resource, b.Group+" "+b.Resource)
	})
	return out
}

func versionsGone(history []seen, names []string) []oldVersion {
	var out []oldVersion
	done := map[key]bool{}
	for i, s := range history {
		for _, k := range sortedKeys(s) {
			if i == 0 || history[0][k] != nil || done[k] || subresourceName(k.resource) != "" {
				continue
			}
			done[k] = true
			since := ""
			for j := i; j < len(history) && history[j][k] != nil; j++ {
				since = names[j]
			}
			if since == names[len(names)-1] {
				since = ""
			}
			out = append(out, oldVersion{apiVersion(k), s[k].kind, k.resource, s[k].namespaced, since, names[i-1], now(history[0], k, s[k].kind)})
		}
	}
	slices.SortFunc(out, func(a, b oldVersion) int {
		return strings.Compare(a.APIVersion+" "+a.Kind, b.APIVersion+" "+b.Kind)
	})
	return out
}

// now finds the kind in the newest version: in its own group, else in whichever has it.
func now(newest seen, old key, kind string) string {
	var best *key
	for k, e := range newest {
		if e.kind != kind || k.resource != old.resource {
			continue
		}
		own, bestOwn := k.group == old.group, best != nil && best.group == old.group
		if best == nil || own && !bestOwn || own == bestOwn && e.preference < newest[*best].preference {
			best = &k
		}
	}
	if best == nil {
		return ""
	}
	return apiVersion(*best)
}

// span is the minor versions that have the resource in any version of the group: since which ("" for the oldest known),
// and the first that does not have it any more ("" if the newest has it).
func span(history []seen, names []string, group, resource string) (since, removed string) {
	oldest, newest := -1, -1
	for i, s := range history {
		for k := range s {
			if k.group == group && k.resource == resource {
				if newest < 0 {
					newest = i
				}
				oldest = i
			}
		}
	}
	if oldest < len(history)-1 {
		since = names[oldest]
	}
	if newest > 0 {
		removed = names[newest-1]
	}
	return since, removed
}

// prerelease APIs (v1alpha1, v2beta2) are served if --runtime-config says so.
func prerelease(version string) bool {
	return strings.Contains(version, "alpha") || strings.Contains(version, "beta")
}

// checkDefaults fails if one day an API server serves a beta version by itself again, as they did up to 1.31.
func checkDefaults(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "pkg", "controlplane", "instance.go"))
	if err != nil {
		return err
	}
	if bytes.Contains(text, []byte("EnableResources(")) || !bytes.Contains(text, []byte("DisableVersions(betaAPIGroupVersionsDisabledByDefault...)")) {
		return fmt.Errorf("pkg/controlplane/instance.go no longer disables every beta API: offByDefault needs another look")
	}
	return nil
}

// switchedOff are API versions that the OpenAPI documents of 1.16 and 1.17 still have, being written by a server that was
// told to serve everything: by default they were gone from 1.16 on (pkg/master/master.go, DefaultAPIResourceConfigSource).
func switchedOff(v version, k key) bool {
	if v.minor != 16 && v.minor != 17 {
		return false
	}
	return k.group == "apps" && k.version != "v1" ||
		k.group == "extensions" && mainResource(k.resource) != "ingresses"
}

func readSwagger(v version, file string) (seen, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	s := seen{}
	for path, operations := range doc.Paths {
		k, namespaced, ok := parsePath(path)
		if !ok || switchedOff(v, k) {
			continue
		}
		for method, text := range operations {
			if method == "parameters" {
				continue
			}
			var op struct {
				Action string `json:"x-kubernetes-action"`
				GVK    struct {
					Kind string
				} `json:"x-kubernetes-group-version-kind"`
			}
			if err := json.Unmarshal(text, &op); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			verb := verbOf(op.Action, method)
			if verb == "" {
				continue
			}
			e := s[k]
			if e == nil {
				e = &entry{kind: op.GVK.Kind, verbs: map[string]bool{}}
				s[k] = e
			}
			// A list over all namespaces has a path without one.
			e.namespaced = e.namespaced || namespaced
			e.verbs[verb] = true
		}
	}
	if len(s) == 0 {
		return nil, fmt.Errorf("%s has no API resources", file)
	}
	return s, nil
}

var apiPath = regexp.MustCompile(`^/(?:api|apis/([^/]+))/(v[^/]+)/(?:watch/)?(.+)$`)

// parsePath takes /apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale apart.
func parsePath(path string) (k key, namespaced, ok bool) {
	m := apiPath.FindStringSubmatch(path)
	if m == nil {
		return k, false, false
	}
	parts := strings.Split(strings.TrimSuffix(m[3], "/"), "/")
	if len(parts) > 2 && parts[0] == "namespaces" && parts[1] == "{namespace}" {
		parts, namespaced = parts[2:], true
	}
	k = key{m[1], m[2], parts[0]}
	if len(parts) > 2 {
		k.resource += "/" + parts[2]
	}
	return k, namespaced, true
}

// verbOf is RBAC's word for an OpenAPI operation (apiserver pkg/endpoints/request/requestinfo.go).
func verbOf(action, method string) string {
	switch action {
	case "post":
		return "create"
	case "put":
		return "update"
	case "watchlist":
		return "watch"
	case "connect":
		return map[string]string{"get": "get", "post": "create", "put": "update", "patch": "patch", "delete": "delete"}[method]
	default:
		return action
	}
}

// readDiscovery reads what a server of this version answers at /apis (aggregated) and at /api/v1.
func readDiscovery(dir string) (seen, error) {
	s := seen{}
	add := func(group, version, resource, kind string, namespaced bool, verbs, shortNames []string, preference int) {
		e := &entry{kind, namespaced, map[string]bool{}, shortNames, preference}
		for _, v := range verbs {
			e.verbs[v] = true
		}
		s[key{group, version, resource}] = e
	}
	var core struct {
		Resources []struct {
			Name, Kind        string
			Namespaced        bool
			Verbs, ShortNames []string
		}
	}
	if err := readJSON(filepath.Join(dir, "api__v1.json"), &core); err != nil {
		return nil, err
	}
	for _, r := range core.Resources {
		add("", "v1", r.Name, r.Kind, r.Namespaced, r.Verbs, r.ShortNames, 0)
	}
	type kind struct{ Kind string }
	var groups struct {
		Items []struct {
			Metadata struct{ Name string }
			Versions []struct {
				Version   string
				Resources []struct {
					Resource, Scope   string
					ResponseKind      kind
					Verbs, ShortNames []string
					Subresources      []struct {
						Subresource  string
						ResponseKind kind
						Verbs        []string
					}
				}
			}
		}
	}
	if err := readJSON(filepath.Join(dir, "aggregated_v2.json"), &groups); err != nil {
		return nil, err
	}
	for _, g := range groups.Items {
		for i, v := range g.Versions {
			for _, r := range v.Resources {
				namespaced := r.Scope == "Namespaced"
				add(g.Metadata.Name, v.Version, r.Resource, r.ResponseKind.Kind, namespaced, r.Verbs, r.ShortNames, i)
				for _, sub := range r.Subresources {
					add(g.Metadata.Name, v.Version, r.Resource+"/"+sub.Subresource, sub.ResponseKind.Kind, namespaced, sub.Verbs, nil, i)
				}
			}
		}
	}
	return s, nil
}

func readJSON(file string, into any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func merged(a, b seen) seen {
	m := maps.Clone(a)
	maps.Copy(m, b)
	return m
}

// sortedKeys has a resource before its subresources.
func sortedKeys(s seen) []key {
	return slices.SortedFunc(maps.Keys(s), func(a, b key) int {
		return strings.Compare(a.group+" "+a.resource+" "+a.version, b.group+" "+b.resource+" "+b.version)
	})
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

func mainResource(resource string) string {
	main, _, _ := strings.Cut(resource, "/")
	return main
}

func subresourceName(resource string) string {
	_, sub, _ := strings.Cut(resource, "/")
	return sub
}

func apiVersion(k key) string {
	if k.group == "" {
		return k.version
	}
	return k.group + "/" + k.version
}
