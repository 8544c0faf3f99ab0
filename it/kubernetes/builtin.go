// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	goversion "go/version"
	"os"
	"path/filepath"
	"strings"

	"k8sdata/roles"
)

// The sources of the programs that are compiled against each version; embedded, so that a built k8sdata is complete.
//
//go:embed extract/main.go ask/main.go roles/roles.go
var sources embed.FS

func writeRoles(out, each string, vs versions) error {
	var policies []*roles.Policy
	for _, v := range vs.current {
		fmt.Fprintln(os.Stderr, v)
		p, err := extract(v)
		if err != nil {
			return fmt.Errorf("%s: %w", v, err)
		}
		policies = append(policies, p)
	}
	merged := roles.Merge(policies)
	var patches []string
	for _, v := range vs.current {
		patches = append(patches, v.String())
	}
	merged.Source = "k8s.io/kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy, feature gates at their defaults, of " +
		strings.Join(patches, ", ")
	for i, p := range policies {
		if !roles.SameGrants(p, merged.At(p.KubernetesVersion)) {
			return fmt.Errorf("%s: the merged roles are not those of this version: a bug in roles.Merge", p.KubernetesVersion)
		}
		if i > 0 && roles.SameGrants(p, policies[i-1]) {
			fmt.Fprintf(os.Stderr, "%s grants what %s grants\n", p.KubernetesVersion, policies[i-1].KubernetesVersion)
		}
	}
	if each != "" {
		if err := os.MkdirAll(each, 0o777); err != nil {
			return err
		}
		for _, p := range policies {
			name := filepath.Join(each, "builtin-roles-"+p.KubernetesVersion+".json")
			if err := os.WriteFile(name, p.Format(), 0o666); err != nil {
				return err
			}
		}
	}
	return os.WriteFile(out, merged.Format(), 0o666)
}

func extract(v version) (*roles.Policy, error) {
	text, err := runWith(v, nil, "./extract", v.String())
	if err != nil {
		return nil, err
	}
	var p roles.Policy
	if err := json.Unmarshal(text, &p); err != nil {
		return nil, err
	}
	return &p, nil
}

// runWith compiles one of our programs with one version of Kubernetes, and runs it.
func runWith(v version, input []byte, pkg string, args ...string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "k8sdata-"+v.name()+"-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	_, kubernetesMod, err := download(v)
	if err != nil {
		return nil, err
	}
	mod, err := module(v, kubernetesMod)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), mod, 0o666); err != nil {
		return nil, err
	}
	if err := os.CopyFS(dir, sources); err != nil {
		return nil, err
	}
	// -mod=mod lets the go command add the checksums of just the packages that are imported; `go mod tidy` would fetch
	// what the tests of all of Kubernetes' dependencies need.
	program := filepath.Join(dir, "program")
	if _, err := command(dir, nil, "go", "build", "-mod=mod", "-tags=kubernetes", "-o", program, pkg); err != nil {
		return nil, err
	}
	return command(dir, input, program, args...)
}

// module is the go.mod to compile with. Kubernetes is no library: its go.mod requires its staging modules as v0.0.0 and
// finds them in folders of its own repository. Replacements count in the main module only, so they must be repeated
// here, each with the version under which the folder was published.
func module(v version, kubernetesMod string) ([]byte, error) {
	text, err := command("", nil, "go", "mod", "edit", "-json", kubernetesMod)
	if err != nil {
		return nil, err
	}
	var m struct {
		Go      string
		Replace []struct {
			Old, New struct{ Path, Version string }
		}
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	// Kubernetes' own packages keep the language version of their own go.mod; this one is for ours, and may not be older
	// than that of any requirement.
	language := "1.24"
	if goversion.Compare("go"+m.Go, "go"+language) > 0 {
		language = m.Go
	}
	fmt.Fprintf(&b, "module k8sdata\n\ngo %s\n\nrequire k8s.io/kubernetes %s\n\nreplace (\n", language, v)
	for _, r := range m.Replace {
		if strings.HasPrefix(r.New.Path, "./staging/") {
			fmt.Fprintf(&b, "\t%s => %[1]s %s\n", r.Old.Path, v.staging())
		} else if r.New.Version != "" {
			// Up to 1.25 Kubernetes pins each of its other dependencies this way too.
			fmt.Fprintf(&b, "\t%s %s => %s %s\n", r.Old.Path, r.Old.Version, r.New.Path, r.New.Version)
		}
	}
	b.WriteString(")\n")
	return b.Bytes(), nil
}
