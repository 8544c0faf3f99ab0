// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

// question is whether an account that is bound to a ClusterRole in the whole cluster may make a request without a name.
type question struct {
	Role, Verb, APIGroup, Resource string
}

var askedRoles = []string{
	"cluster-admin", "admin", "edit", "view", "system:aggregate-to-admin", "system:aggregate-to-edit", "system:aggregate-to-view",
	"system:basic-user", "system:discovery", "system:public-info-viewer", "system:auth-delegator",
}

// What is asked of each role: what tells the roles apart, and what has changed from version to version.
var askedRequests = []question{
	{Verb: "get", Resource: "configmaps"},
	{Verb: "get", Resource: "secrets"},
	{Verb: "list", Resource: "secrets"},
	{Verb: "deletecollection", Resource: "secrets"},
	{Verb: "get", Resource: "pods"},
	{Verb: "create", Resource: "pods"},
	{Verb: "get", Resource: "pods/log"},
	{Verb: "get", Resource: "pods/exec"},
	{Verb: "create", Resource: "pods/exec"},
	{Verb: "create", Resource: "pods/eviction"},
	{Verb: "patch", Resource: "pods/ephemeralcontainers"},
	{Verb: "patch", Resource: "pods/status"},
	{Verb: "create", Resource: "serviceaccounts/token"},
	{Verb: "patch", Resource: "serviceaccounts"},
	{Verb: "impersonate", Resource: "serviceaccounts"},
	{Verb: "impersonate", Resource: "users"},
	{Verb: "get", Resource: "endpoints"},
	{Verb: "update", Resource: "endpoints"},
	{Verb: "get", APIGroup: "discovery.k8s.io", Resource: "endpointslices"},
	{Verb: "create", APIGroup: "discovery.k8s.io", Resource: "endpointslices"},
	{Verb: "create", Resource: "events"},
	{Verb: "list", APIGroup: "events.k8s.io", Resource: "events"},
	{Verb: "create", APIGroup: "events.k8s.io", Resource: "events"},
	{Verb: "get", Resource: "namespaces"},
	{Verb: "list", Resource: "nodes"},
	{Verb: "get", Resource: "nodes/proxy"},
	{Verb: "update", APIGroup: "apps", Resource: "deployments"},
	{Verb: "update", APIGroup: "apps", Resource: "deployments/scale"},
	{Verb: "create", APIGroup: "apps", Resource: "controllerrevisions"},
	{Verb: "create", APIGroup: "batch", Resource: "cronjobs"},
	{Verb: "create", APIGroup: "networking.k8s.io", Resource: "networkpolicies"},
	{Verb: "list", APIGroup: "policy", Resource: "poddisruptionbudgets"},
	{Verb: "list", APIGroup: "resource.k8s.io", Resource: "resourceclaims"},
	{Verb: "create", APIGroup: "resource.k8s.io", Resource: "resourceclaims"},
	{Verb: "create", APIGroup: "coordination.k8s.io", Resource: "leases"},
	{Verb: "create", APIGroup: "rbac.authorization.k8s.io", Resource: "rolebindings"},
	{Verb: "create", APIGroup: "rbac.authorization.k8s.io", Resource: "clusterrolebindings"},
	{Verb: "escalate", APIGroup: "rbac.authorization.k8s.io", Resource: "roles"},
	{Verb: "create", APIGroup: "authorization.k8s.io", Resource: "localsubjectaccessreviews"},
	{Verb: "create", APIGroup: "authorization.k8s.io", Resource: "selfsubjectaccessreviews"},
	{Verb: "create", APIGroup: "authorization.k8s.io", Resource: "subjectaccessreviews"},
	{Verb: "create", APIGroup: "authentication.k8s.io", Resource: "selfsubjectreviews"},
	{Verb: "create", APIGroup: "authentication.k8s.io", Resource: "tokenreviews"},
	{Verb: "get", APIGroup: "example.com", Resource: "widgets"},
	{Verb: "get", Resource: "/healthz"},
	{Verb: "get", Resource: "/livez/ping"},
	{Verb: "get", Resource: "/version"},
	{Verb: "get", Resource: "/apis/apps"},
	{Verb: "get", Resource: "/metrics"},
	{Verb: "post", Resource: "/"},
}

func writeAnswers(out string, vs versions) error {
	var questions []question
	for _, role := range askedRoles {
		for _, q := range askedRequests {
			q.Role = role
			questions = append(questions, q)
		}
	}
	input, err := json.Marshal(questions)
	if err != nil {
		return err
	}
	var names []string
	allowedIn := make([][]string, len(questions))
	for i := range allowedIn {
		allowedIn[i] = []string{}
	}
	for _, v := range vs.current {
		fmt.Fprintln(os.Stderr, v)
		names = append(names, v.name())
		text, err := runWith(v, input, "./ask")
		if err != nil {
			return fmt.Errorf("%s: %w", v, err)
		}
		var answers []bool
		if err := json.Unmarshal(text, &answers); err != nil {
			return fmt.Errorf("%s: %w", v, err)
		}
		for i, allowed := range answers {
			if allowed {
				allowedIn[i] = append(allowedIn[i], v.name())
			}
		}
	}
	var b bytes.Buffer
	header, err := json.Marshal(names)
	if err != nil {
		return err
	}
	fmt.Fprintf(&b, "{\"versions\":%s,\n\"columns\":[\"role\",\"verb\",\"apiGroup\",\"resource\",\"allowedIn\"],\n\"answers\":[", header)
	for i, q := range questions {
		if i > 0 {
			b.WriteString(",")
		}
		line, err := json.Marshal([]any{q.Role, q.Verb, q.APIGroup, q.Resource, allowedIn[i]})
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "\n%s", line)
	}
	b.WriteString("\n]}\n")
	return os.WriteFile(out, b.Bytes(), 0o666)
}
