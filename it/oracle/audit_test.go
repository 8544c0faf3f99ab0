package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// tree writes files into a new folder and returns it.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestSourcesOf(t *testing.T) {
	root := tree(t, map[string]string{"a/x.yaml": "", "a.YML": "", "b.json": "", "c.txt": "", "operators/o/1/d/m.yaml": "", "operators/n.yaml": ""})
	if err := os.Symlink("a", filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.YML", filepath.Join(root, "link.yaml")); err != nil {
		t.Fatal(err)
	}
	for paths, want := range map[string]string{
		"":                "/a.YML:/ /a/x.yaml:/ /b.json:/ /operators/n.yaml:/ /operators/o/1/d/m.yaml:/",
		"/link/":          "/link/x.yaml:/link",
		"/operators":      "/operators/n.yaml:/operators /operators/o/1/d/m.yaml:/operators/o/1",
		"/c.txt /a /a":    "/c.txt:/ /a/x.yaml:/a",
		"/operators/o /a": "/operators/o/1/d/m.yaml:/operators/o /a/x.yaml:/a",
	} {
		var given []string
		for _, path := range strings.Split(paths, " ") {
			given = append(given, root+path)
		}
		sources, err := sourcesOf(given)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range sources {
			top := strings.TrimPrefix(s.top, root)
			if top == "" {
				top = "/"
			}
			got = append(got, strings.TrimPrefix(s.file, root)+":"+top)
		}
		if !reflect.DeepEqual(got, strings.Split(want, " ")) {
			t.Errorf("%q: %v", paths, got)
		}
	}
}

func TestAudit(t *testing.T) {
	root := tree(t, map[string]string{
		"app.yaml": `# comment only
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec: {template: {spec: {serviceAccountName: app, containers: [{name: main}]}}}
---
	tab
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod, metadata: {name: one, namespace: n}, spec: {containers: [{name: c}]}}
- {apiVersion: v1, kind: Secret, metadata: {name: s}}
---
annotations: {}
`,
		"rbac/sa.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app}\nautomountServiceAccountToken: false\n",
	})
	r, err := audit([]string{root})
	if err != nil {
		t.Fatal(err)
	}
	want := totals{Files: 2, Documents: 5, RefusedDocuments: 1, FilesWithRefusedDocuments: 1, Objects: 4, Workloads: 2, ServiceAccounts: 1}
	if r.Totals != want {
		t.Errorf("totals %+v", r.Totals)
	}
	app, one := r.Workloads[0], r.Workloads[1]
	if app.TokenAutomounted || app.Account.File != root+"/rbac/sa.yaml" || app.Document != 0 {
		t.Errorf("%+v", app)
	}
	if !one.TokenAutomounted || one.Account != nil || one.ServiceAccount != "default" || one.Document != 2 {
		t.Errorf("%+v", one)
	}
}

// TestLabels holds the verdicts to labels.tsv, which was written by reading manifests, not by this program. It wants
// the folder of the corpus in ORACLE_CORPUS.
func TestLabels(t *testing.T) {
	corpus := os.Getenv("ORACLE_CORPUS")
	if corpus == "" {
		t.Skip("ORACLE_CORPUS is not set")
	}
	mounted := map[string]bool{}
	for _, part := range []string{"operators", "odd"} {
		r, err := audit([]string{corpus + "/" + part})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range r.Workloads {
			file := strings.TrimPrefix(w.File, corpus+"/")
			mounted[strings.Join([]string{file, strconv.Itoa(w.Document), w.Kind, w.Namespace, w.Name}, "\t")] = w.TokenAutomounted
		}
	}
	labels, err := os.ReadFile("labels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(labels)), "\n")[1:] {
		columns := strings.Split(line, "\t")
		got, found := mounted[strings.Join(columns[:5], "\t")]
		if !found || got != (columns[5] == "yes") {
			t.Errorf("found %t, mounted %t, but labelled %s", found, got, line)
		}
	}
}
