// Oracle tells, of Kubernetes manifests, what is in them and into which workloads a service-account token is
// mounted. It is an independent second opinion for testing Token Audit: other language, other YAML reader (Kubernetes'
// own), no shared code.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

func main() {
	output := flag.String("o", "", "write to `file` instead of standard output")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: oracle [-o file] path...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*output, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(output string, paths []string) error {
	r, err := audit(paths)
	if err != nil {
		return err
	}
	out := os.Stdout
	if output != "" {
		if out, err = os.Create(output); err != nil {
			return err
		}
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(r); err != nil {
		return err
	}
	return out.Close() // a full disk may show only here
}
