package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
)

// streams are small files, each with the lines of its documents; a negative line is that of a refused one.
var streams = map[string]struct {
	text  string
	lines []int
}{
	"empty":                        {"", nil},
	"only comments":                {"# a\n---\n# b\n---\n\n", nil},
	"null is nothing":              {"~\n---\nnull\n---\na: 1\n", []int{5}},
	"one":                          {"a: 1", []int{1}},
	"separator first":              {"# licence\n---\n\n# more\na: 1\n", []int{5}},
	"several":                      {"---\na: 1\n---\n---\n# c\nb: 2\n--- # d\nc: 3\n", []int{2, 6, 8}},
	"windows":                      {"\xef\xbb\xbfa: 1\r\n---\r\nb: 2\r\n", []int{1, 3}},
	"mark before separator":        {"\xef\xbb\xbf---\na: 1\n", []int{2}},
	"scalar and sequence":          {"hello\n---\n- a\n", []int{1, 3}},
	"indented dashes":              {"a: |\n  ---\n  x\n", []int{1}},
	"refused, then on":             {"a: 1\n---\n\n\tb: 2\n---\nc: 3\n", []int{1, -4, 6}},
	"content after separator":      {"a: 1\n--- b\nc: 3\n---\nd: 4\n", []int{-1, 3, 5}},
	"dashes that are no separator": {"a: 1\n---\n-----BEGIN\nb: 2\n", []int{1, -3, 4}},
	"duplicate key":                {"a: 1\na: 2\n", []int{1}},
	"directive":                    {"%YAML 1.1\n---\na: 1\n", []int{-1, 3}},
	"end of document":              {"a: 1\n...\nb: 2\n", []int{1}},
	"json":                         {"\n {\"a\": 1}\n", []int{2}},
	"json stream":                  {"{\"a\": 1}\n{\"b\":\n 2}{\"c\": 3}\n\n{}", []int{1, 2, 3, 5}},
	"json, broken after two":       {"{}\n{}\n{\n---\na: 1\n", []int{1, 2, -3}},
	"json, then yaml":              {"{\"a\": 1}\n---\nb: 2\n---\n{\"c\": 3}\n", []int{1, 3, 5}},
	"flow mapping":                 {"{a: 1}\n---\nb: 2\n", []int{1, 3}},
	"template":                     {"{{ if .x }}\na: 1\n---\nb: {{ .y }}\n---\nc: 3\n", []int{-1, -4, 6}},
	"long line":                    {"a: " + strings.Repeat("x", 5000) + "\n---\nb: 2\n", []int{1, 3}},
}

func TestLinesOfDocuments(t *testing.T) {
	for name, stream := range streams {
		var lines []int
		for _, doc := range readDocuments([]byte(stream.text)) {
			if doc.err != nil {
				doc.line = -doc.line
			}
			lines = append(lines, doc.line)
		}
		if !reflect.DeepEqual(lines, stream.lines) {
			t.Errorf("%s: lines %v, want %v", name, lines, stream.lines)
		}
	}
}

func TestReadsAsKubectl(t *testing.T) {
	for name, stream := range streams {
		compareWithKubectl(t, name, []byte(stream.text))
	}
}

// TestReadsCorpusAsKubectl wants the folder of the corpus in ORACLE_CORPUS.
func TestReadsCorpusAsKubectl(t *testing.T) {
	corpus := os.Getenv("ORACLE_CORPUS")
	if corpus == "" {
		t.Skip("ORACLE_CORPUS is not set")
	}
	files := 0
	err := filepath.WalkDir(corpus, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || !manifestName.MatchString(path) {
			return err
		}
		text, err := os.ReadFile(path)
		compareWithKubectl(t, path, text)
		files++
		return err
	})
	if err != nil || files == 0 {
		t.Fatalf("%d files, %v", files, err)
	}
}

// compareWithKubectl holds readDocuments to the decoder that kubectl uses, up to and including the first error.
func compareWithKubectl(t *testing.T, name string, text []byte) {
	t.Helper()
	decoder := kubeyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), jsonGuessWindow)
	docs := readDocuments(text)
	for i := 0; ; i++ {
		var value any
		err := decoder.Decode(&value)
		for err == nil && value == nil {
			err = decoder.Decode(&value)
		}
		switch {
		case err == io.EOF:
			if i != len(docs) {
				t.Errorf("%s: %d documents, kubectl has %d", name, len(docs), i)
			}
			return
		case i >= len(docs):
			t.Errorf("%s: no document %d, kubectl has %v %v", name, i, value, err)
			return
		case (err != nil) != (docs[i].err != nil):
			t.Errorf("%s: document %d: error %v, kubectl says %v", name, i, docs[i].err, err)
			return
		case err != nil:
			return
		case !reflect.DeepEqual(value, docs[i].value):
			t.Errorf("%s: document %d: %v, kubectl has %v", name, i, docs[i].value, value)
		}
	}
}
