package main

import (
	"fmt"
	"strings"
)

// tokenPath is where admission mounts the token. It compares the mountPath of other volumes with it exactly, so a
// trailing slash or another spelling of the path (/run for /var/run) does not keep the token out
// (kubernetes v1.35, plugin/pkg/admission/serviceaccount/admission.go, mountServiceAccountToken).
const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount"

// tokenAutomounted tells whether admission mounts the account's token into a container or init container of the
// workload, and why. The account is nil if the input has none; an account that is not there has opted out of nothing.
func tokenAutomounted(w workload, a *account) (bool, string) {
	on, reason := automountWanted(w, a)
	if !on {
		return false, reason
	}
	var into, except []string
	for _, key := range []string{"initContainers", "containers"} {
		for _, container := range list(w.podSpec, key) {
			if mountsAtTokenPath(container) {
				except = append(except, text(container, "name"))
			} else {
				into = append(into, text(container, "name"))
			}
		}
	}
	if len(into) == 0 && len(except) == 0 {
		return false, reason + "; but no containers"
	}
	if len(except) > 0 {
		reason += "; own mount at the token's path in " + strings.Join(except, ", ")
	}
	if len(into) == 0 {
		return false, reason
	}
	return true, reason + "; mounted into " + strings.Join(into, ", ")
}

// automountWanted is admission's shouldAutomount: the pod decides, else its account, else yes.
func automountWanted(w workload, a *account) (bool, string) {
	pod, podOdd := automountOf(w.podSpec)
	var acct *bool
	var acctOdd string
	if a != nil {
		acct, acctOdd = a.automount, a.odd
	}
	var notes string
	if podOdd != "" {
		notes += fmt.Sprintf(" (the pod's %s is no boolean)", podOdd)
	}
	if acctOdd != "" {
		notes += fmt.Sprintf(" (the account's %s is no boolean)", acctOdd)
	}
	switch {
	case pod != nil && acct != nil && *pod != *acct:
		return *pod, fmt.Sprintf("pod says %t over the account's %t", *pod, *acct) + notes
	case pod != nil:
		return *pod, fmt.Sprintf("pod says %t", *pod) + notes
	case acct != nil:
		return *acct, fmt.Sprintf("account says %t", *acct) + notes
	case a == nil:
		return true, "pod says nothing, account not in the input" + notes
	default:
		return true, "pod and account say nothing" + notes
	}
}

func mountsAtTokenPath(container any) bool {
	for _, mount := range list(container, "volumeMounts") {
		if text(mount, "mountPath") == tokenPath {
			return true
		}
	}
	return false
}
