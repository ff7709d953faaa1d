package command

import (
	"os"
	"strings"
)

func home(m Machine) string {
	if m.OS == "windows" {
		return m.Getenv("USERPROFILE")
	}
	return m.Getenv("HOME")
}

// stateFolder is where tagboat keeps what it must; empty where there is no home for it. A relative
// path names another folder in every place where tagboat is started, so none is followed (XDG Base
// Directory Specification: it is to be ignored).
func stateFolder(m Machine) string {
	switch {
	case isAbsolute(m.OS, m.Getenv("XDG_STATE_HOME")):
		return join(m.OS, m.Getenv("XDG_STATE_HOME"), "tagboat")
	case m.OS == "windows" && isAbsolute(m.OS, m.Getenv("LOCALAPPDATA")):
		return join(m.OS, m.Getenv("LOCALAPPDATA"), "tagboat")
	case !isAbsolute(m.OS, home(m)):
		return ""
	case m.OS == "darwin":
		return join(m.OS, home(m), "Library", "Application Support", "tagboat")
	default:
		return join(m.OS, home(m), ".local", "state", "tagboat")
	}
}

// configFile is where the configuration is to lie; empty where there is no home for it. On macOS it
// is also read where other programs of the terminal have theirs.
func configFile(m Machine) string {
	const name = "config.toml"
	switch {
	case isAbsolute(m.OS, m.Getenv("XDG_CONFIG_HOME")):
		return join(m.OS, m.Getenv("XDG_CONFIG_HOME"), "tagboat", name)
	case m.OS == "windows" && isAbsolute(m.OS, m.Getenv("APPDATA")):
		return join(m.OS, m.Getenv("APPDATA"), "tagboat", name)
	case !isAbsolute(m.OS, home(m)):
		return ""
	}
	elsewhere := join(m.OS, home(m), ".config", "tagboat", name)
	if m.OS != "darwin" {
		return elsewhere
	}
	own := join(m.OS, home(m), "Library", "Application Support", "tagboat", name)
	if !isThere(own) && isThere(elsewhere) {
		return elsewhere
	}
	return own
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// isAbsolute reports whether a path of that system begins at its root.
func isAbsolute(system, path string) bool {
	if system != "windows" {
		return strings.HasPrefix(path, "/")
	}
	_, rest, drive := strings.Cut(path, ":")
	return strings.HasPrefix(path, `\\`) || drive &&
		(strings.HasPrefix(rest, `\`) || strings.HasPrefix(rest, "/"))
}

// join writes a path as that system does.
func join(system, base string, below ...string) string {
	separator := "/"
	if system == "windows" {
		separator = `\`
	}
	return strings.TrimRight(base, separator) + separator + strings.Join(below, separator)
}
