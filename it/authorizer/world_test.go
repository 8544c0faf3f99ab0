// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/apis/rbac"
	rbacconversion "k8s.io/kubernetes/pkg/apis/rbac/v1"
	"k8s.io/kubernetes/pkg/apis/rbac/validation"
	"sigs.k8s.io/yaml"
)

const tried = 200 // worlds of each kind

func TestManifestsSayWhatWasMeant(t *testing.T) {
	for _, kind := range kinds {
		for i := range tried {
			r := newRandom(7, i, 0)
			meant, _ := generate(r, kind)
			text := manifests(r, meant)
			read, err := objectsOf(text)
			if err != nil || len(read) != len(meant) {
				t.Fatalf("%d objects, not %d, %v:\n%s", len(read), len(meant), err, text)
			}
			for j, object := range meant {
				got := reflect.New(reflect.TypeOf(object).Elem()).Interface()
				if err := yaml.UnmarshalStrict(read[j], got); err != nil {
					t.Fatalf("%v:\n%s", err, text)
				}
				if !equality.Semantic.DeepEqual(got, object) {
					t.Fatalf("%v is read as %v:\n%s", object, got, text)
				}
			}
		}
	}
}

func TestAnAPIServerAcceptsAllWorldsThatAreNotOdd(t *testing.T) {
	refused := map[string]int{}
	for _, kind := range kinds {
		for i := range tried {
			objects, _ := generate(newRandom(7, i, 0), kind)
			for _, object := range objects {
				if errs := validate(object); len(errs) > 0 {
					refused[kind]++
					if kind != odd {
						t.Errorf("%s %s/%s: %v", kind, object.GetNamespace(), object.GetName(), errs)
					}
				}
			}
		}
	}
	if refused[odd] < tried {
		t.Errorf("the odd worlds are not odd: %v", refused)
	}
}

func validate(object object) field.ErrorList {
	switch o := object.DeepCopyObject().(type) {
	case *rbacv1.ClusterRole:
		var internal rbac.ClusterRole
		must(rbacconversion.Convert_v1_ClusterRole_To_rbac_ClusterRole(o, &internal, nil))
		return validation.ValidateClusterRole(&internal, validation.ClusterRoleValidationOptions{})
	case *rbacv1.Role:
		var internal rbac.Role
		must(rbacconversion.Convert_v1_Role_To_rbac_Role(o, &internal, nil))
		return validation.ValidateRole(&internal)
	case *rbacv1.ClusterRoleBinding:
		rbacconversion.SetObjectDefaults_ClusterRoleBinding(o)
		var internal rbac.ClusterRoleBinding
		must(rbacconversion.Convert_v1_ClusterRoleBinding_To_rbac_ClusterRoleBinding(o, &internal, nil))
		return validation.ValidateClusterRoleBinding(&internal)
	case *rbacv1.RoleBinding:
		rbacconversion.SetObjectDefaults_RoleBinding(o)
		var internal rbac.RoleBinding
		must(rbacconversion.Convert_v1_RoleBinding_To_rbac_RoleBinding(o, &internal, nil))
		return validation.ValidateRoleBinding(&internal)
	default:
		return nil
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func TestHalfOfTheRequestsAreAllowedAndAllKindsOfBindingsAreAmongTheReasons(t *testing.T) {
	d := worldsOf(t, "-seed", "3", "-worlds", "60")
	var allowed, byRoleBinding, paths, total int
	for _, w := range d.Worlds {
		for _, q := range w.Queries {
			total++
			if strings.HasPrefix(q[3].(string), "/") {
				paths++
			}
			if by, is := q[6].(string); is {
				allowed++
				if strings.Contains(by, "/") {
					byRoleBinding++
				}
			}
		}
	}
	if total < 60*39 || allowed < total*2/5 || allowed > total*3/5 || byRoleBinding < allowed/5 || paths < total/10 {
		t.Errorf("of %d requests, %d for paths, %d are allowed, %d of them by RoleBindings", total, paths, allowed, byRoleBinding)
	}
}

func TestTheSameSeedMakesTheSameFile(t *testing.T) {
	if !bytes.Equal(fileOf(t, "-seed", "5", "-worlds", "6"), fileOf(t, "-seed", "5", "-worlds", "6")) {
		t.Error("two runs differ")
	}
}

func TestAWorldDoesNotDependOnHowManyThereAre(t *testing.T) {
	few, more := worldsOf(t, "-worlds", "2"), worldsOf(t, "-worlds", "4")
	if fmt.Sprint(few.Worlds) != fmt.Sprint(more.Worlds[:2]) {
		t.Error("the first worlds differ")
	}
}

func TestKindsCanBeLeftOut(t *testing.T) {
	for _, w := range worldsOf(t, "-worlds", "4", "-kinds", "plain,odd").Worlds {
		if w.Kind == builtinNames {
			t.Errorf("%s is %s", w.World, w.Kind)
		}
	}
}

func TestCommittedWorldsAreWhatThisProgramWrites(t *testing.T) {
	committed, err := os.ReadFile("../../engine/src/test/resources/io/github/tokenaudit/access/authorizer-worlds.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(committed, fileOf(t, "-seed", "1", "-worlds", "125", "-queries", "32")) {
		t.Error("they differ: write them anew, as the README says")
	}
}

func TestBadArgumentsAreRefused(t *testing.T) {
	for _, args := range [][]string{{}, {"-out", "x", "-worlds", "0"}, {"-out", "x", "-kinds", "nice"}, {"-out", "x", "y"}} {
		if err := run(args, io.Discard); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}

func TestTheVersionIsThatOfTheModule(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(mod), "\tk8s.io/kubernetes v"+kubernetesVersion+".") {
		t.Errorf("go.mod requires no k8s.io/kubernetes of %s", kubernetesVersion)
	}
}

type writtenDocument struct {
	Worlds []struct {
		World, Kind string
		Manifests   []string
		Queries     [][]any
	}
}

func worldsOf(t *testing.T, args ...string) writtenDocument {
	t.Helper()
	var d writtenDocument
	if err := json.Unmarshal(fileOf(t, args...), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func fileOf(t *testing.T, args ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "worlds.json")
	if err := run(append(args, "-out", out), io.Discard); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
