// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// document is the file that is written.
type document struct {
	KubernetesVersion string
	Seed              uint64
	Worlds            []world
}

type world struct {
	Name      string // seed/number
	Kind      string
	Users     map[string][]string // with their groups
	Manifests []string            // line by line
	Queries   []query
}

// columns are the fields of a query as it is written.
var columns = []string{"who", "verb", "apiGroup", "resource", "namespace", "name", "allowedBy"}

func (d document) count(counts func(query) bool) int {
	n := 0
	for _, w := range d.Worlds {
		for _, q := range w.Queries {
			if counts(q) {
				n++
			}
		}
	}
	return n
}

// write writes JSON in which each line of a manifest and each query has a line.
func (d document) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "{\"kubernetesVersion\":%s,\"seed\":%d,\"columns\":%s,\n\"worlds\":[", jsonOf(d.KubernetesVersion), d.Seed, jsonOf(columns))
	for i, w := range d.Worlds {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(b, "\n{\"world\":%s,\"kind\":%s,\"users\":%s,\n\"manifests\":[", jsonOf(w.Name), jsonOf(w.Kind), jsonOf(w.Users))
		writeLines(b, w.Manifests)
		b.WriteString("],\n\"queries\":[")
		writeLines(b, w.Queries)
		b.WriteString("]}")
	}
	b.WriteString("\n]}\n")
}

func writeLines[T any](b *bytes.Buffer, items []T) {
	for i, item := range items {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(b, "\n%s", jsonOf(item))
	}
}

// MarshalJSON writes the fields in the order of columns; allowedBy is null where the request is denied.
func (q query) MarshalJSON() ([]byte, error) {
	var allowedBy any
	if q.allowed() {
		allowedBy = q.binding
	}
	return jsonOf([]any{q.who, q.verb, q.group, q.resource, q.namespace, q.name, allowedBy}), nil
}

func jsonOf(value any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // of texts and numbers, which can all be written
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
