package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// jsonGuessWindow is how far kubectl looks for the opening brace of a JSON stream (cli-runtime's StreamVisitor).
const jsonGuessWindow = 4096

// rawDocument is one document of a file, decoded or refused.
type rawDocument struct {
	line  int // 1-based line of its first content
	value any // the decoded tree; nil if refused
	err   error
}

// readDocuments splits and decodes a file as kubectl does, with YAMLOrJSONDecoder's rules: a file that begins with a
// brace is a JSON stream; if that fails before a second value was read, what is left is read as YAML.
//
// It does not use YAMLOrJSONDecoder itself, which tells no positions; a test holds the two equal. And where kubectl
// gives up at a file's first error, this goes on with the next document, as an auditor should.
func readDocuments(text []byte) []rawDocument {
	if !kubeyaml.IsJSONBuffer(text[:min(len(text), jsonGuessWindow)]) {
		return readYAML(text, 1)
	}
	var docs []rawDocument
	decoder := json.NewDecoder(bytes.NewReader(text))
	for values := 0; ; values++ {
		start := int(decoder.InputOffset())
		var value any
		err := decoder.Decode(&value)
		line := 1 + bytes.Count(text[:start], []byte("\n"))
		switch {
		case err == io.EOF:
			return docs
		case err == nil && value != nil:
			docs = append(docs, rawDocument{line: contentLine(text[start:], line), value: value})
		case err != nil && values > 1: // certainly JSON, so certainly broken
			return append(docs, rawDocument{line: contentLine(text[start:], line), err: err})
		case err != nil:
			rest, line := dropBlankStart(text[start:], line)
			asYAML := readYAML(rest, line)
			if len(asYAML) > 0 && asYAML[0].err != nil {
				asYAML[0].err = err // neither: kubectl tells the JSON error
			}
			return append(docs, asYAML...)
		}
	}
}

// dropBlankStart removes white space up to and including the first line feed, as YAMLOrJSONDecoder does before it
// turns from JSON to YAML.
func dropBlankStart(text []byte, line int) ([]byte, int) {
	trimmed := bytes.TrimLeft(text, " \t\r\f\v")
	if bytes.HasPrefix(trimmed, []byte("\n")) {
		return trimmed[1:], line + 1
	}
	return trimmed, line
}

// readYAML reads a stream of YAML documents whose first line has the given number. What decodes to null (comments,
// nothing at all) is no document.
func readYAML(text []byte, line int) []rawDocument {
	var docs []rawDocument
	feed := &lineFeed{text: text}
	reader := kubeyaml.NewYAMLReader(bufio.NewReader(feed))
	for {
		start := feed.taken
		chunk, err := reader.Read()
		if err == io.EOF {
			return docs
		}
		doc := rawDocument{line: contentLine(text[start:feed.taken], line), err: err}
		if err == nil {
			doc.err = yaml.Unmarshal(chunk, &doc.value)
		}
		if doc.err != nil || doc.value != nil {
			docs = append(docs, doc)
		}
		line += bytes.Count(text[start:feed.taken], []byte("\n"))
	}
}

// lineFeed hands out its text a line at a time. A bufio.Reader on top of it therefore never reads ahead, and taken
// always tells how far the YAMLReader, which knows no positions, has come.
type lineFeed struct {
	text  []byte
	taken int
}

func (f *lineFeed) Read(p []byte) (int, error) {
	rest := f.text[f.taken:]
	if len(rest) == 0 {
		return 0, io.EOF
	}
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end+1]
	}
	n := copy(p, rest)
	f.taken += n
	return n, nil
}

// contentLine is the number of the first line of text that is neither blank nor a comment nor a document separator;
// failing that, of the first line. The first line has the given number.
func contentLine(text []byte, line int) int {
	n := line
	for l := range bytes.Lines(text) {
		l = bytes.TrimSpace(bytes.TrimPrefix(l, []byte("\ufeff")))
		if len(l) > 0 && l[0] != '#' && !bytes.HasPrefix(l, []byte("---")) {
			return n
		}
		n++
	}
	return line
}
