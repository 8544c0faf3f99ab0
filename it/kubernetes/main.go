// SPDX-License-Identifier: Apache-2.0

// Command k8sdata writes what Token Audit knows of Kubernetes by heart, from Kubernetes' own code and published data:
//
//	go run . roles -out FILE       the built-in RBAC roles and bindings of every version
//	                               -each DIR also writes one file for each version, which is what the first is made of
//	go run . answers -out FILE     what some of those roles allow in every version, to hold a reader of the first to
//	                               -newest N asks only the newest versions, as each has to be compiled
//	go run . resources -out FILE   the built-in API resources of the newest version, and what older ones had
//
// The versions are in versions.txt. It needs Go and a Go module proxy, nothing else, and works in a temporary folder.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	_ "embed"
)

//go:embed versions.txt
var versionsTxt string

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "k8sdata:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	usage := errors.New("usage: k8sdata roles -out FILE [-each DIR] | k8sdata answers -out FILE [-newest N] | k8sdata resources -out FILE")
	if len(args) == 0 {
		return usage
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	out := flags.String("out", "", "file to write")
	newest := flags.Int("newest", 0, "how many versions to ask for answers, the newest first; 0 for all")
	each := flags.String("each", "", "folder for one file of roles for each version")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if *out == "" || flags.NArg() > 0 {
		return usage
	}
	versions, err := parseVersions(versionsTxt)
	if err != nil {
		return fmt.Errorf("versions.txt: %w", err)
	}
	switch args[0] {
	case "roles":
		return writeRoles(*out, *each, versions)
	case "answers":
		if *newest > 0 && *newest < len(versions.current) {
			versions.current = versions.current[:*newest]
		}
		return writeAnswers(*out, versions)
	case "resources":
		return writeResources(*out, versions)
	default:
		return usage
	}
}

// version is a patch release of Kubernetes 1.
type version struct {
	minor int
	patch string
}

func (v version) String() string { return fmt.Sprintf("v1.%d.%s", v.minor, v.patch) }

// name is what people call it: 1.34.
func (v version) name() string { return fmt.Sprintf("1.%d", v.minor) }

// staging is the version under which the modules of Kubernetes' staging folder are published.
func (v version) staging() string { return fmt.Sprintf("v0.%d.%s", v.minor, v.patch) }

// versions has two lists: roles are extracted from the first; the second is older, and known for its API resources only.
type versions struct {
	current, older []version
}

// all is every version, newest first.
func (v versions) all() []version { return append(append([]version{}, v.current...), v.older...) }

func parseVersions(text string) (versions, error) {
	var vs versions
	last := 1 << 30
	list := &vs.current
	for _, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		if l == "resources only:" {
			list = &vs.older
			continue
		}
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		parts := strings.Split(strings.TrimPrefix(l, "v1."), ".")
		if !strings.HasPrefix(l, "v1.") || len(parts) != 2 {
			return vs, fmt.Errorf("%q is not like v1.34.1", l)
		}
		minor, err := strconv.Atoi(parts[0])
		if err != nil {
			return vs, fmt.Errorf("%q is not like v1.34.1", l)
		}
		// A gap would make a range of versions, as the index and the resources tell them, a guess.
		if minor >= last || (last < 1<<30 && minor != last-1) {
			return vs, fmt.Errorf("%q does not follow 1.%d: every minor version, newest first", l, last)
		}
		last = minor
		*list = append(*list, version{minor, parts[1]})
	}
	if len(vs.current) == 0 {
		return vs, errors.New("no versions")
	}
	return vs, nil
}

// download has the go command fetch (and verify) the source of Kubernetes itself; the zip lacks the staging modules.
func download(v version) (dir, goMod string, err error) {
	text, err := command("", nil, "go", "mod", "download", "-json", "k8s.io/kubernetes@"+v.String())
	if err != nil {
		return "", "", err
	}
	var m struct{ Dir, GoMod string }
	if err := json.Unmarshal(text, &m); err != nil {
		return "", "", err
	}
	return m.Dir, m.GoMod, nil
}

func command(dir string, input []byte, name string, args ...string) ([]byte, error) {
	var stderr strings.Builder
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Stdin = bytes.NewReader(input)
	// A go.work or GOFLAGS of whoever runs this has no say in which code is compiled.
	c.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, out, stderr.String())
	}
	return out, nil
}
