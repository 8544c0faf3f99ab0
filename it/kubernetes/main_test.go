// SPDX-License-Identifier: Apache-2.0

package main

import "testing"

func TestParsePath(t *testing.T) {
	for path, want := range map[string]struct {
		key
		namespaced bool
	}{
		"/api/v1/namespaces":                                                 {key{"", "v1", "namespaces"}, false},
		"/api/v1/namespaces/{name}/finalize":                                 {key{"", "v1", "namespaces/finalize"}, false},
		"/api/v1/watch/namespaces/{namespace}/pods/{name}":                   {key{"", "v1", "pods"}, true},
		"/api/v1/namespaces/{namespace}/pods/{name}/proxy/{path}":            {key{"", "v1", "pods/proxy"}, true},
		"/apis/apps/v1/deployments":                                          {key{"apps", "v1", "deployments"}, false},
		"/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale":      {key{"apps", "v1", "deployments/scale"}, true},
		"/apis/authorization.k8s.io/v1beta1/namespaces/{namespace}/reviews/": {key{"authorization.k8s.io", "v1beta1", "reviews"}, true},
	} {
		k, namespaced, ok := parsePath(path)
		if !ok || k != want.key || namespaced != want.namespaced {
			t.Errorf("%s: got %v, %v, %v", path, k, namespaced, ok)
		}
	}
	for _, path := range []string{"/", "/api/", "/api/v1/", "/apis/apps/", "/apis/apps/v1/", "/version/"} {
		if k, _, ok := parsePath(path); ok {
			t.Errorf("%s: got %v", path, k)
		}
	}
}

func TestParseVersions(t *testing.T) {
	vs, err := parseVersions("# comment\nv1.10.2\nv1.9.1\nresources only:\n\nv1.8.15\n")
	if err != nil || len(vs.current) != 2 || len(vs.older) != 1 || vs.all()[2].staging() != "v0.8.15" {
		t.Errorf("got %v, %v", vs, err)
	}
	for _, text := range []string{"", "1.9.1", "v2.0.1", "v1.9", "v1.9.1\nv1.10.1", "v1.10.1\nv1.8.1"} {
		if vs, err := parseVersions(text); err == nil {
			t.Errorf("%q: got %v", text, vs)
		}
	}
}
