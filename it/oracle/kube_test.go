package main

import (
	"reflect"
	"testing"

	"sigs.k8s.io/yaml"
)

func parse(t *testing.T, text string) any {
	t.Helper()
	var tree any
	if err := yaml.Unmarshal([]byte(text), &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestObjectsOfLists(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"object":          {`{apiVersion: v1, kind: Pod}`, []string{"/Pod"}},
		"no apiVersion":   {`{kind: Pod}`, nil},
		"no mapping":      {`[{apiVersion: v1, kind: Pod}]`, nil},
		"empty list":      {`{apiVersion: v1, kind: List, items: []}`, nil},
		"list of nothing": {`{apiVersion: v1, kind: List}`, nil},
		"nested list": {`{apiVersion: v1, kind: List, items: [{apiVersion: apps/v1, kind: Deployment},
			{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Secret}, {a: b}, c]}]}`, []string{"apps/Deployment", "/Secret"}},
		"typed list":          {`{apiVersion: v1, kind: PodList, items: [{metadata: {name: a}}]}`, []string{"/Pod"}},
		"a kind named so":     {`{apiVersion: example.com/v1, kind: AllowList, spec: {}}`, []string{"example.com/AllowList"}},
		"items of no list":    {`{apiVersion: v1, kind: Thing, items: [{apiVersion: v1, kind: Pod}]}`, []string{"/Thing"}},
		"OpenShift templates": {`{apiVersion: v1, kind: Template, objects: [{apiVersion: v1, kind: Pod}]}`, []string{"/Template"}},
	}
	for name, test := range tests {
		var got []string
		for _, o := range objectsOf(parse(t, test.text)) {
			got = append(got, o.groupKind())
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestWorkloadKinds(t *testing.T) {
	const template = `{template: {spec: {serviceAccountName: sa}}}`
	tests := []struct {
		apiVersion, kind, rest string
		want                   bool
	}{
		{"v1", "Pod", `spec: {serviceAccountName: sa}`, true},
		{"v1", "PodTemplate", `template: {spec: {serviceAccountName: sa}}`, true},
		{"v1", "ReplicationController", `spec: ` + template, true},
		{"apps/v1", "Deployment", `spec: ` + template, true},
		{"apps/v1beta1", "StatefulSet", `spec: ` + template, true},
		{"apps/v1beta2", "DaemonSet", `spec: ` + template, true},
		{"extensions/v1beta1", "ReplicaSet", `spec: ` + template, true},
		{"batch/v1", "Job", `spec: ` + template, true},
		{"batch/v1beta1", "CronJob", `spec: {jobTemplate: {spec: ` + template + `}}`, true},
		{"apps.openshift.io/v1", "DeploymentConfig", `spec: ` + template, true},
		{"v1", "DeploymentConfig", `spec: ` + template, true},
		{"operators.coreos.com/v1alpha1", "ClusterServiceVersion", `spec: {install: {spec: {deployments: [{name: d, spec: ` + template + `}]}}}`, true},
		{"binding.operators.coreos.com/v1alpha1", "ClusterServiceVersion", `spec: {install: {spec: {deployments: [{name: d, spec: ` + template + `}]}}}`, false},
		{"v1", "Deployment", `spec: ` + template, false},
		{"extensions/v1beta1", "StatefulSet", `spec: ` + template, false},
		{"serving.knative.dev/v1", "Deployment", `spec: ` + template, false},
	}
	for _, test := range tests {
		tree := parse(t, "apiVersion: "+test.apiVersion+"\nkind: "+test.kind+"\n"+test.rest)
		workloads := workloadsOf(describe(tree))
		if (len(workloads) == 1) != test.want {
			t.Errorf("%s %s: %v", test.apiVersion, test.kind, workloads)
		} else if test.want && workloads[0].serviceAccountName() != "sa" {
			t.Errorf("%s %s: pod spec not found", test.apiVersion, test.kind)
		}
	}
}

func TestServiceAccountName(t *testing.T) {
	for podSpec, want := range map[string]string{
		`{}`:                    "default",
		`{serviceAccount: old}`: "old",
		`{serviceAccountName: new, serviceAccount: old}`: "new",
		`{serviceAccountName: "", serviceAccount: old}`:  "old",
		`{serviceAccountName: 7}`:                        "default",
		`null`:                                           "default",
	} {
		if got := (workload{podSpec: parse(t, podSpec)}).serviceAccountName(); got != want {
			t.Errorf("%s: %s, want %s", podSpec, got, want)
		}
	}
}
