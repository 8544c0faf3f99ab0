package main

import "strings"

// placed is an account and the place where it is defined.
type placed struct {
	account
	file     string
	document int
}

// accounts are the ServiceAccount objects of the input by name, in the order of files and documents.
type accounts map[string][]*placed

// find returns the account that a workload in the given file runs as, or nil: one of the same name and the same
// namespace (none and none are the same); failing that, one of the same name without a namespace, since such manifests
// work only if it is put where the workload is.
//
// OLM puts a bundle's accounts, and bare ones where the bundle has none, into the namespace of its deployments, whatever
// they say. So for a ClusterServiceVersion it is the account of that name in its folder.
func (all accounts) find(w workload, file, top string) (found *placed, ambiguous bool) {
	candidates := all[w.serviceAccountName()]
	if w.fromCSV {
		return nearest(candidates, file, top, func(a *placed) bool { return folder(a.file) == folder(file) })
	}
	found, ambiguous = nearest(candidates, file, top, func(a *placed) bool { return a.namespace == w.namespace })
	if found == nil {
		found, ambiguous = nearest(candidates, file, top, func(a *placed) bool { return a.namespace == "" })
	}
	return found, ambiguous
}

// nearest is the eligible account under the top folder that is nearest to the file, and of several as near the last
// one. It is ambiguous if those disagree on opting out.
func nearest(candidates []*placed, file, top string, eligible func(*placed) bool) (found *placed, ambiguous bool) {
	least := -1
	for _, a := range candidates {
		d := distance(file, a.file, top)
		switch {
		case d < 0 || !eligible(a) || found != nil && d > least:
			continue
		case d == least:
			ambiguous = ambiguous || found.optsOut() != a.optsOut()
		default:
			least, ambiguous = d, false
		}
		found = a
	}
	return found, ambiguous
}

// distance is 0 within one file, 1 within one folder, else 2 and one more for each folder that must be climbed until
// the other file is somewhere below; -1 if it is not below the top folder.
func distance(from, to, top string) int {
	switch {
	case from == to:
		return 0
	case folder(from) == folder(to):
		return 1
	}
	d := 2
	for dir := folder(from); !strings.HasPrefix(to, dir+"/"); dir = folder(dir) {
		if dir == top {
			return -1
		}
		d++
	}
	return d
}

// folder is what stands before a path's last slash. (path.Dir would rewrite "./a/b", which must stay as given.)
func folder(path string) string {
	return path[:max(strings.LastIndexByte(path, '/'), 0)]
}
