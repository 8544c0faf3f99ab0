// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	rbacdefaults "k8s.io/kubernetes/pkg/apis/rbac/v1"
	"k8s.io/kubernetes/pkg/registry/rbac/validation"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac"
)

// cluster holds the RBAC objects of a cluster, by namespace and name.
type cluster struct {
	clusterRoles        stored[*rbacv1.ClusterRole]
	clusterRoleBindings stored[*rbacv1.ClusterRoleBinding]
	roles               stored[*rbacv1.Role]
	roleBindings        stored[*rbacv1.RoleBinding]
	builtinChanged      bool // whether manifests changed an object that Kubernetes made
}

// verdict is what the authorizer says.
type verdict struct {
	allowed bool
	binding string // that it names as the reason: name, or namespace/name
}

// settled is a cluster that has come to rest, and can be asked.
type settled struct {
	*cluster
	rules      *validation.DefaultRuleResolver
	authorizer *rbac.RBACAuthorizer
}

// settle puts a cluster into the state that it is in some time after manifests were applied: a running API server with
// its built-in roles gets the manifests by `kubectl apply`, starts once again, and the controller for aggregated roles
// has done its work.
func settle(a *aggregator, manifests string) (*settled, error) {
	c, err := newCluster()
	if err != nil {
		return nil, err
	}
	if err := c.applyAll(manifests); err != nil {
		return nil, err
	}
	if c.builtinChanged {
		if err := c.start(); err != nil {
			return nil, err
		}
	}
	return c.rest(a)
}

// rest lets the controller do its work.
func (c *cluster) rest(a *aggregator) (*settled, error) {
	clusterRoles, err := a.aggregate(c.clusterRoles.sorted())
	if err != nil {
		return nil, err
	}
	// The same getters and listers as in Kubernetes' own tests; their order is fixed, so that reasons are.
	_, static := validation.NewTestRuleResolver(c.roles.sorted(), c.roleBindings.sorted(), clusterRoles, c.clusterRoleBindings.sorted())
	return &settled{
		cluster:    c,
		rules:      validation.NewDefaultRuleResolver(static, static, static, static),
		authorizer: rbac.New(static, static, static, static),
	}, nil
}

func (c *cluster) applyAll(manifests string) error {
	objects, err := objectsOf(manifests)
	if err != nil {
		return err
	}
	for _, object := range objects {
		if err := c.apply(object); err != nil {
			return err
		}
	}
	return nil
}

// objectsOf returns the objects of manifests as JSON, in the way of kubectl; a List's items are objects.
func objectsOf(manifests string) ([]json.RawMessage, error) {
	var objects []json.RawMessage
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(manifests), 4096)
	for {
		var object json.RawMessage
		err := decoder.Decode(&object)
		if errors.Is(err, io.EOF) {
			return objects, nil
		}
		if err != nil {
			return nil, err
		}
		var list struct {
			Kind  string
			Items []json.RawMessage
		}
		if err := json.Unmarshal(object, &list); err != nil {
			return nil, err
		}
		if list.Kind == "List" {
			objects = append(objects, list.Items...)
		} else {
			objects = append(objects, object)
		}
	}
}

// apply does what `kubectl apply` (client-side) does with an object that it has not applied before.
func (c *cluster) apply(object json.RawMessage) error {
	var meta struct{ Kind string }
	if err := json.Unmarshal(object, &meta); err != nil {
		return err
	}
	switch meta.Kind {
	case "ClusterRole":
		return applyTo(c, c.clusterRoles, object, &rbacv1.ClusterRole{}, unchecked)
	case "Role":
		return applyTo(c, c.roles, object, &rbacv1.Role{}, unchecked)
	case "ClusterRoleBinding":
		return applyTo(c, c.clusterRoleBindings, object, &rbacv1.ClusterRoleBinding{}, func(current, next *rbacv1.ClusterRoleBinding) bool {
			rbacdefaults.SetObjectDefaults_ClusterRoleBinding(next)
			return current == nil || current.RoleRef == next.RoleRef
		})
	case "RoleBinding":
		return applyTo(c, c.roleBindings, object, &rbacv1.RoleBinding{}, func(current, next *rbacv1.RoleBinding) bool {
			rbacdefaults.SetObjectDefaults_RoleBinding(next)
			return current == nil || current.RoleRef == next.RoleRef
		})
	case "ServiceAccount":
		return nil // the authorizer does not ask whether an account exists
	default:
		return fmt.Errorf("no object to apply: %s", object)
	}
}

func unchecked[T any](T, T) bool { return true }

// applyTo stores what becomes of an object, if the API server accepts that in place of the current one (of bindings, a
// roleRef can't be changed).
func applyTo[T interface {
	comparable
	named
}](c *cluster, objects stored[T], object json.RawMessage, next T, accepted func(current, next T) bool) error {
	if err := json.Unmarshal(object, next); err != nil {
		return err
	}
	current, exists := objects[key(next.GetNamespace(), next.GetName())]
	if exists {
		c.builtinChanged = true
		schema, err := strategicpatch.NewPatchMetaFromStruct(current)
		if err != nil {
			return err
		}
		before, err := json.Marshal(current)
		if err != nil {
			return err
		}
		patch, err := strategicpatch.CreateThreeWayMergePatch(nil, object, before, schema, true)
		if err != nil {
			return err
		}
		after, err := strategicpatch.StrategicMergePatch(before, patch, current)
		if err != nil {
			return err
		}
		next = next.DeepCopyObject().(T) // as a place to put it
		if err := json.Unmarshal(after, next); err != nil {
			return err
		}
	}
	if accepted(current, next) {
		objects[key(next.GetNamespace(), next.GetName())] = next
	}
	return nil
}

var reason = regexp.MustCompile(`^RBAC: allowed by (ClusterRoleBinding|RoleBinding) "([^"]*)" of `)

// authorize asks Kubernetes' authorizer.
func (s *settled) authorize(who user.Info, r request) (verdict, error) {
	decision, why, err := s.authorizer.Authorize(context.Background(), r.attributes(who))
	if err != nil {
		return verdict{}, err
	}
	if decision != authorizer.DecisionAllow {
		return verdict{}, nil
	}
	match := reason.FindStringSubmatch(why)
	if match == nil {
		return verdict{}, fmt.Errorf("no binding named in the reason %q", why)
	}
	binding := match[2]
	if match[1] == "RoleBinding" {
		// Written as name/namespace; names hold no slash.
		name, namespace, _ := strings.Cut(binding, "/")
		binding = namespace + "/" + name
	}
	return verdict{allowed: true, binding: binding}, nil
}

// named is an object that has a namespace (or "") and a name.
type named interface {
	runtime.Object
	GetNamespace() string
	GetName() string
}

// stored are objects of one kind, by key.
type stored[T named] map[string]T

func key(namespace, name string) string { return namespace + "/" + name }

func (s stored[T]) sorted() []T {
	objects := make([]T, 0, len(s))
	for _, object := range s {
		objects = append(objects, object)
	}
	slices.SortFunc(objects, func(a, b T) int {
		return strings.Compare(key(a.GetNamespace(), a.GetName()), key(b.GetNamespace(), b.GetName()))
	})
	return objects
}
