// Tagboat is a terminal browser for Docker Hub.
package main

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"tagboat/ui/command"
	"tagboat/ui/garbage"
	"tagboat/ui/signals"
)

// version is set by the release's linker flags.
var version = ""

// memoryRoom is how many bytes the program may take beside what is in use.
const memoryRoom = 14 << 20

func main() {
	if os.Getenv("GOGC") == "" {
		garbage.Bound(memoryRoom)
	}
	getenv := command.TakeSecrets(os.Getenv, os.Unsetenv)
	ctx, owner := signals.Listen(context.Background(), os.Exit)
	os.Exit(command.Run(ctx, command.Machine{
		Program: os.Args[0], Args: os.Args[1:], Getenv: getenv,
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Signals: owner,
		OS:      runtime.GOOS, Architecture: runtime.GOARCH, Version: programVersion(),
		Build: programBuild(), Now: time.Now,
	}))
}

func programVersion() string {
	if version != "" {
		return version
	}
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" &&
		build.Main.Version != "(devel)" {
		return build.Main.Version
	}
	return "dev"
}

// programBuild is by what and how the program was built, as far as it is told.
func programBuild() []string {
	told := []string{runtime.Version()}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return told
	}
	const short = 12 // letters of a commit
	for _, s := range build.Settings {
		switch {
		case s.Key == "vcs.revision":
			told = append(told, "commit "+s.Value[:min(len(s.Value), short)])
		case s.Key == "vcs.modified" && s.Value == "true":
			told = append(told, "changed since")
		case s.Value == "true" && (s.Key == "-trimpath" || s.Key == "-race"):
			told = append(told, s.Key)
		case s.Key == "CGO_ENABLED", s.Key == "-tags":
			told = append(told, s.Key+"="+s.Value)
		}
	}
	return told
}
