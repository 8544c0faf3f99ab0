package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var manifestName = regexp.MustCompile(`(?i)\.(yaml|yml|json)$`)

// source is a file to read. Objects in it belong together with objects anywhere below its top folder.
type source struct {
	file, top string
}

// sourcesOf lists the manifests of the paths, each path's in the byte-wise order of their names, and none twice. A
// path that is a file is taken whatever its name; symbolic links are followed only where they are the path itself.
func sourcesOf(paths []string) ([]source, error) {
	var sources []source
	seen := map[string]bool{}
	for _, path := range paths {
		files, err := manifestsOf(path)
		if err != nil {
			return nil, err
		}
		for _, s := range files {
			if !seen[s.file] {
				seen[s.file] = true
				sources = append(sources, s)
			}
		}
	}
	return sources, nil
}

func manifestsOf(path string) ([]source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []source{{file: path, top: folder(path)}}, nil
	}
	var names []string
	err = fs.WalkDir(os.DirFS(path), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && manifestName.MatchString(name) {
			names = append(names, name)
		}
		return err
	})
	// The walk goes folder by folder ("a/x" before "a.yaml"); the order of whole names is easier to match elsewhere.
	slices.Sort(names)
	root := strings.TrimRight(filepath.ToSlash(path), "/")
	var sources []source
	for _, name := range names {
		sources = append(sources, source{file: root + "/" + name, top: topFolder(root, name)})
	}
	return sources, err
}

// topFolder is the folder that bounds what belongs together: the root itself, save in a collection like the corpus,
// operators/<operator>/<version>/..., where each version stands alone.
func topFolder(root, name string) string {
	if root != "operators" && !strings.HasSuffix(root, "/operators") {
		return root
	}
	folders := strings.Split(folder(name), "/")
	top := root
	for _, f := range folders[:min(len(folders), 2)] {
		if f != "" {
			top += "/" + f
		}
	}
	return top
}
