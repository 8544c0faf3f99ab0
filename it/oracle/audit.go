package main

import "os"

// The report, as it is written.
type report struct {
	Files           []*fileReport          `json:"files"`
	Workloads       []workloadReport       `json:"workloads"`
	ServiceAccounts []serviceAccountReport `json:"serviceAccounts"`
	Totals          totals                 `json:"totals"`
}

type fileReport struct {
	File      string           `json:"file"`
	Refused   *string          `json:"refused"`
	Documents []documentReport `json:"documents"`
	Objects   []objectReport   `json:"objects"`
}

type documentReport struct {
	Index int `json:"index"`
	Line  int `json:"line"`
	identity
	Refused *string `json:"refused"`
}

type objectReport struct {
	Document int `json:"document"`
	identity
}

type workloadReport struct {
	File     string `json:"file"`
	Document int    `json:"document"`
	identity
	ServiceAccount   string     `json:"serviceAccount"`
	Account          *reference `json:"account"` // its object in the input
	Ambiguous        bool       `json:"ambiguous,omitempty"`
	TokenAutomounted bool       `json:"tokenAutomounted"`
	Why              string     `json:"why"`
}

type serviceAccountReport struct {
	File      string `json:"file"`
	Document  int    `json:"document"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Automount *bool  `json:"automount"`
}

type identity struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace"`
	Name       string `json:"name"`
}

type reference struct {
	File     string `json:"file"`
	Document int    `json:"document"`
}

type totals struct {
	Files                     int `json:"files"`
	Documents                 int `json:"documents"`
	RefusedDocuments          int `json:"refusedDocuments"`
	FilesWithRefusedDocuments int `json:"filesWithRefusedDocuments"`
	Objects                   int `json:"objects"`
	Workloads                 int `json:"workloads"`
	ServiceAccounts           int `json:"serviceAccounts"`
}

func (o object) identity() identity {
	return identity{APIVersion: o.apiVersion, Kind: o.kind, Namespace: o.namespace, Name: o.name}
}

// audit reads the paths and judges every workload found there.
func audit(paths []string) (*report, error) {
	sources, err := sourcesOf(paths)
	if err != nil {
		return nil, err
	}
	r := &report{Files: []*fileReport{}, Workloads: []workloadReport{}, ServiceAccounts: []serviceAccountReport{}}
	type pending struct {
		workload
		source
		document int
	}
	var workloads []pending // judged at the end: an account may come later than its workload
	known := accounts{}
	for _, s := range sources {
		bytes, err := os.ReadFile(s.file)
		if err != nil {
			return nil, err
		}
		f := &fileReport{File: s.file, Documents: []documentReport{}, Objects: []objectReport{}}
		r.Files = append(r.Files, f)
		for i, doc := range readDocuments(bytes) {
			d := documentReport{Index: i, Line: doc.line, identity: describe(doc.value).identity()}
			if doc.err != nil {
				message := doc.err.Error()
				d.Refused = &message
				if f.Refused == nil {
					f.Refused = &message
				}
				r.Totals.RefusedDocuments++
			}
			f.Documents = append(f.Documents, d)
			for _, o := range objectsOf(doc.value) {
				f.Objects = append(f.Objects, objectReport{Document: i, identity: o.identity()})
				for _, w := range workloadsOf(o) {
					workloads = append(workloads, pending{w, s, i})
				}
				if a, ok := accountOf(o); ok {
					known[a.name] = append(known[a.name], &placed{account: a, file: s.file, document: i})
					r.ServiceAccounts = append(r.ServiceAccounts, serviceAccountReport{
						File: s.file, Document: i, Namespace: a.namespace, Name: a.name, Automount: a.automount})
				}
			}
		}
		if f.Refused != nil {
			r.Totals.FilesWithRefusedDocuments++
		}
		r.Totals.Documents += len(f.Documents)
		r.Totals.Objects += len(f.Objects)
	}
	for _, w := range workloads {
		r.Workloads = append(r.Workloads, judge(w.workload, w.source, w.document, known))
	}
	r.Totals.Files = len(r.Files)
	r.Totals.Workloads = len(r.Workloads)
	r.Totals.ServiceAccounts = len(r.ServiceAccounts)
	return r, nil
}

func judge(w workload, s source, document int, known accounts) workloadReport {
	result := workloadReport{File: s.file, Document: document, identity: w.identity(), ServiceAccount: w.serviceAccountName()}
	found, ambiguous := known.find(w, s.file, s.top)
	var runsAs *account
	if found != nil {
		runsAs = &found.account
		result.Account = &reference{File: found.file, Document: found.document}
	}
	result.Ambiguous = ambiguous
	result.TokenAutomounted, result.Why = tokenAutomounted(w, runsAs)
	return result
}
