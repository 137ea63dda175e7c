package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// versionInfo says which program this is.
type versionInfo struct {
	Version  string  `json:"version"`
	Go       string  `json:"go"`
	Platform string  `json:"platform"`
	Commit   *string `json:"commit"` // null where the build does not know
	Modified bool    `json:"modified"`
}

// String says it on one line.
func (v versionInfo) String() string {
	return fmt.Sprintf("curbside %s (%s, %s)", v.Version, v.Go, v.Platform)
}

func newVersion(a *app) *cobra.Command {
	var form format
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program",
		Example: examples("curbside version", "curbside version --format json"),
		Args:    exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			info := readVersion()
			if form == asJSON {
				return a.printJSON(info)
			}
			_, err := fmt.Fprintln(a.out, info)
			return err
		},
	}
	addFormat(cmd, &form, asText, asJSON)
	return cmd
}

func readVersion() versionInfo {
	info := versionInfo{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return info
	}
	if build.Main.Version != "" {
		info.Version = build.Main.Version
	}
	for _, setting := range build.Settings {
		switch setting.Key {
		case "vcs.revision":
			info.Commit = &setting.Value
		case "vcs.modified":
			info.Modified = setting.Value == "true"
		}
	}
	return info
}
