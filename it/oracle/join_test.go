package main

import "testing"

func at(file, namespace string, automount ...bool) *placed {
	a := &placed{file: file, account: account{object: object{namespace: namespace, name: "sa"}}}
	if len(automount) > 0 {
		a.automount = &automount[0]
	}
	return a
}

func TestFind(t *testing.T) {
	const file, top = "p/op/1/deploy/app.yaml", "p/op/1"
	tests := map[string]struct {
		namespace string
		csv       bool
		accounts  []*placed
		want      string
		ambiguous bool
	}{
		"none":                     {"", false, nil, "", false},
		"same file first":          {"", false, []*placed{at("p/op/1/deploy/a.yaml", ""), at(file, ""), at("p/op/1/deploy/z.yaml", "")}, file, false},
		"then same folder":         {"", false, []*placed{at("p/op/1/deploy/rbac/sa.yaml", ""), at("p/op/1/deploy/sa.yaml", "")}, "p/op/1/deploy/sa.yaml", false},
		"then folders below":       {"", false, []*placed{at("p/op/1/deploy/rbac/sa.yaml", ""), at("p/op/1/sa.yaml", "")}, "p/op/1/deploy/rbac/sa.yaml", false},
		"then enclosing folders":   {"", false, []*placed{at("p/op/1/rbac/x/sa.yaml", "")}, "p/op/1/rbac/x/sa.yaml", false},
		"not beyond the top":       {"", false, []*placed{at("p/op/2/sa.yaml", ""), at("p/op/10/sa.yaml", "")}, "", false},
		"last of several":          {"", false, []*placed{at("p/op/1/deploy/a.yaml", ""), at("p/op/1/deploy/b.yaml", "", true)}, "p/op/1/deploy/b.yaml", false},
		"ambiguous":                {"", false, []*placed{at("p/op/1/deploy/a.yaml", ""), at("p/op/1/deploy/b.yaml", "", false)}, "p/op/1/deploy/b.yaml", true},
		"a nearer one settles it":  {"", false, []*placed{at("p/op/1/deploy/a.yaml", ""), at("p/op/1/deploy/b.yaml", "", false), at(file, "")}, file, false},
		"other namespace":          {"", false, []*placed{at(file, "ns")}, "", false},
		"exact beats near":         {"ns", false, []*placed{at(file, ""), at("p/op/1/sa.yaml", "ns")}, "p/op/1/sa.yaml", false},
		"without namespace":        {"ns", false, []*placed{at(file, ""), at("p/op/1/sa.yaml", "other")}, file, false},
		"bundle, any namespace":    {"placeholder", true, []*placed{at("p/op/1/deploy/sa.yaml", "ns")}, "p/op/1/deploy/sa.yaml", false},
		"bundle, and nothing else": {"", true, []*placed{at("p/op/1/sa.yaml", "")}, "", false},
	}
	for name, test := range tests {
		w := workload{object: object{namespace: test.namespace}, podSpec: map[string]any{"serviceAccountName": "sa"}, fromCSV: test.csv}
		found, ambiguous := accounts{"sa": test.accounts}.find(w, file, top)
		got := ""
		if found != nil {
			got = found.file
		}
		if got != test.want || ambiguous != test.ambiguous {
			t.Errorf("%s: %q %t", name, got, ambiguous)
		}
	}
}
