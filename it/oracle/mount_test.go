package main

import (
	"strings"
	"testing"
)

func TestTokenAutomounted(t *testing.T) {
	const own = `volumeMounts: [{name: t, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]`
	tests := []struct {
		podSpec, account string // account "" is one that the input lacks
		want             bool
		why              string
	}{
		{`{containers: [{name: c}]}`, ``, true, "account not in the input"},
		{`{containers: [{name: c}]}`, `{}`, true, "pod and account say nothing; mounted into c"},
		{`{containers: [{name: c}]}`, `{automountServiceAccountToken: false}`, false, "account says false"},
		{`{containers: [{name: c}]}`, `{automountServiceAccountToken: true}`, true, "account says true"},
		{`{automountServiceAccountToken: false, containers: [{name: c}]}`, `{automountServiceAccountToken: true}`, false, "pod says false over the account's true"},
		{`{automountServiceAccountToken: true, containers: [{name: c}]}`, `{automountServiceAccountToken: false}`, true, "pod says true over the account's false"},
		{`{automountServiceAccountToken: off, containers: [{name: c}]}`, ``, false, "pod says false"}, // YAML 1.1
		{`{automountServiceAccountToken: null, containers: [{name: c}]}`, `{}`, true, "say nothing"},
		{`{automountServiceAccountToken: "false", containers: [{name: c}]}`, `{}`, true, `(the pod's "false" is no boolean)`},
		{`{containers: [{name: c}]}`, `{automountServiceAccountToken: 0}`, true, "(the account's 0 is no boolean)"},
		{`{containers: [{name: c, ` + own + `}]}`, ``, false, "own mount at the token's path in c"},
		{`{containers: [{name: c, ` + own + `}, {name: d}]}`, ``, true, "in c; mounted into d"},
		{`{initContainers: [{name: i}], containers: [{name: c, ` + own + `}]}`, ``, true, "mounted into i"},
		{`{containers: [{name: c, volumeMounts: [{mountPath: /var/run/secrets/kubernetes.io/serviceaccount/}]}]}`, ``, true, "mounted into c"},
		{`{containers: [{name: c, volumeMounts: [{mountPath: /run/secrets/kubernetes.io/serviceaccount}]}]}`, ``, true, "mounted into c"},
		{`{ephemeralContainers: [{name: e}]}`, ``, false, "no containers"},
		{`{containers: {name: c}}`, ``, false, "no containers"},
		{`null`, ``, false, "no containers"},
	}
	for _, test := range tests {
		var a *account
		if test.account != "" {
			tree := parse(t, test.account).(map[string]any)
			tree["apiVersion"], tree["kind"] = "v1", "ServiceAccount"
			of, _ := accountOf(describe(tree))
			a = &of
		}
		got, why := tokenAutomounted(workload{podSpec: parse(t, test.podSpec)}, a)
		if got != test.want || !strings.Contains(why, test.why) {
			t.Errorf("pod %s, account %s: %t, %q", test.podSpec, test.account, got, why)
		}
	}
}
