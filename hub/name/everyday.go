package name

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// systems and architectures are those that Go and containerd have names for: no image is built for
// another.
var (
	systems = strings.Fields("linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos " +
		"aix android ios plan9 js wasip1 zos")
	architectures = strings.Fields("amd64 arm64 arm 386 ppc64le ppc64 s390x riscv64 loong64 " +
		"mips mipsle mips64 mips64le wasm")
)

// everyday is what else people call an operating system or an architecture, without blanks, dashes
// and low lines. armhf and armel are as containerd has them.
var (
	everydaySystems = map[string]string{
		"win": "windows", "win32": "windows", "win64": "windows", "nt": "windows",
		"mac": "darwin", "macos": "darwin", "osx": "darwin", "macosx": "darwin", "wasi": "wasip1",
	}
	everydayArchitectures = map[string]string{
		"x8664": "amd64", "x64": "amd64", "intel64": "amd64", "em64t": "amd64",
		"amd64v1": "amd64/v1", "amd64v2": "amd64/v2", "amd64v3": "amd64/v3", "amd64v4": "amd64/v4",
		"x8664v1": "amd64/v1", "x8664v2": "amd64/v2", "x8664v3": "amd64/v3", "x8664v4": "amd64/v4",
		"x86": "386", "i386": "386", "i486": "386", "i586": "386", "i686": "386", "ia32": "386",
		"aarch64": "arm64", "arm64v8": "arm64/v8", "arm64v9": "arm64/v9", "armv8": "arm64",
		"armv8l":       "arm64",
		"applesilicon": "arm64", "m1": "arm64", "m2": "arm64", "m3": "arm64", "m4": "arm64",
		"m5":    "arm64",
		"arm32": "arm", "aarch32": "arm", "armel": "arm/v6", "armhf": "arm/v7",
		"armv5": "arm/v5", "armv5l": "arm/v5", "arm32v5": "arm/v5",
		"armv6": "arm/v6", "armv6l": "arm/v6", "arm32v6": "arm/v6", "armv6hf": "arm/v6",
		"armv7": "arm/v7", "armv7l": "arm/v7", "armv7a": "arm/v7", "arm32v7": "arm/v7",
		"armv7hf": "arm/v7",
		"ppc64el": "ppc64le", "powerpc64le": "ppc64le", "powerpc64": "ppc64", "riscv": "riscv64",
		"rv64":        "riscv64",
		"loongarch64": "loong64", "mips64el": "mips64le", "mipsel": "mipsle", "wasm32": "wasm",
	}
)

// variants are those that an architecture can have; the others have none.
var variants = map[string]func() *regexp.Regexp{
	"amd64": lazily(`^v[1-4]$`),
	"arm64": lazily(`^v[89](\.[0-9])?$`),
	"arm":   lazily(`^v[5-8]$`),
}

// windowsBuild is how containerd writes a build of Windows: windows(10.0.20348)/amd64.
var windowsBuild = lazily(`^([a-z0-9]+)\(([0-9.]+)\)$`)

// UnknownPlatformError is a text that is no platform, with the names that are nearest to it.
type UnknownPlatformError struct {
	Text    string
	Expects string // "a platform", "an architecture", "an operating system"
	Nearest []string
}

func (e *UnknownPlatformError) Error() string {
	return fmt.Sprintf(
		"no image is built for %q: expected %s, as %s", e.Text, e.Expects,
		strings.Join(e.Nearest, " or "),
	)
}

// ParsePlatform reads what people call a platform: linux/arm64, linux/arm/v7, arm64, x86_64, armhf,
// windows. Without an operating system it is Linux; Windows without an architecture is amd64. The
// error is an [*UnknownPlatformError].
func ParsePlatform(s string) (Platform, error) {
	text := strings.ToLower(strings.TrimSpace(s))
	first, rest, slashed := strings.Cut(text, "/")
	if !slashed {
		first, rest, slashed = cutSystem(text)
	}
	build := ""
	if found := windowsBuild().FindStringSubmatch(first); found != nil {
		first, build = found[1], found[2]
	}
	os, isSystem := system(first)
	switch {
	case isSystem && !slashed && os == "windows":
		rest = "amd64"
	case isSystem && !slashed:
		return Platform{}, &UnknownPlatformError{
			s, "an architecture too", []string{os + "/amd64", os + "/arm64"},
		}
	case !isSystem && build != "":
		return Platform{}, unknownPlatform(s)
	case !isSystem:
		os, rest = "linux", text
	}
	architecture, variant, ok := architectureOf(rest)
	if !ok {
		return Platform{}, unknownPlatform(s)
	}
	return NewPlatform(os, architecture, variant, build), nil
}

// cutSystem parts linux-arm64 and windows_amd64, as files of releases are named.
func cutSystem(text string) (first, rest string, found bool) {
	if at := strings.IndexAny(text, "-_"); at > 0 {
		if _, ok := system(text[:at]); ok {
			return text[:at], text[at+1:], true
		}
	}
	return text, "", false
}

// ParseOS reads what people call an operating system: linux, windows, win, macos.
func ParseOS(s string) (string, error) {
	if os, ok := system(strings.ToLower(strings.TrimSpace(s))); ok {
		return os, nil
	}
	return "", &UnknownPlatformError{
		s, "an operating system", nearest(plainWord(s), systems, everydaySystems),
	}
}

// ParseArchitecture reads what people call an architecture, with or without its variant: arm64,
// arm/v7, x86_64, aarch64.
func ParseArchitecture(s string) (architecture, variant string, err error) {
	if architecture, variant, ok := architectureOf(strings.ToLower(strings.TrimSpace(s))); ok {
		return architecture, variant, nil
	}
	return "", "", &UnknownPlatformError{
		s, "an architecture", nearest(plainWord(s), architectures, everydayArchitectures),
	}
}

// unknownPlatform names what is nearest to the architecture in a text.
func unknownPlatform(s string) *UnknownPlatformError {
	e := &UnknownPlatformError{Text: s, Expects: "a platform"}
	os, parts := "linux", strings.Split(strings.ToLower(strings.Trim(s, "/ ")), "/")
	if known, ok := system(parts[0]); ok {
		os, parts = known, parts[1:]
	}
	architecture, known := "", false
	if len(parts) > 0 {
		architecture, _, known = architectureOf(parts[0])
	}
	switch {
	case len(parts) == 0 || parts[0] == "":
		e.Nearest = []string{os + "/amd64", os + "/arm64"}
	case known && architecture == "arm":
		e.Nearest = []string{os + "/arm/v6", os + "/arm/v7"}
	case known:
		e.Nearest = []string{os + "/" + architecture}
	default:
		for _, name := range nearest(plainWord(parts[0]), architectures, everydayArchitectures) {
			e.Nearest = append(e.Nearest, os+"/"+name)
		}
	}
	return e
}

func system(word string) (string, bool) {
	word = plainWord(word)
	if os, ok := everydaySystems[word]; ok {
		return os, true
	}
	return word, slices.Contains(systems, word)
}

// architectureOf reads arm64, arm/v7, arm/7, armhf.
func architectureOf(text string) (architecture, variant string, ok bool) {
	word, variant, varied := strings.Cut(text, "/")
	word = plainWord(word)
	if known, ok := everydayArchitectures[word]; ok {
		var own string
		if word, own, _ = strings.Cut(known, "/"); own != "" && varied {
			return "", "", false
		}
		variant = cmp.Or(own, variant)
	}
	if !slices.Contains(architectures, word) || varied && variant == "" {
		return "", "", false
	}
	if variant != "" && variant[0] != 'v' {
		variant = "v" + variant
	}
	possible, can := variants[word]
	return word, variant, variant == "" || can && possible().MatchString(variant)
}

// plainWord leaves out what people write one name with or without: x86_64, x86-64, apple silicon.
func plainWord(s string) string {
	return strings.NewReplacer(" ", "", "-", "", "_", "").Replace(strings.ToLower(s))
}

// nearest are the names, at most two, that take the fewest changes to get to.
func nearest(word string, names []string, everyday map[string]string) []string {
	far := make(map[string]int, len(names))
	note := func(name string, distance int) {
		if d, ok := far[name]; !ok || distance < d {
			far[name] = distance
		}
	}
	for _, name := range names {
		note(name, Distance(word, name))
	}
	for called, name := range everyday {
		note(name, Distance(word, called))
	}
	found := make([]string, 0, len(far))
	for name := range far {
		found = append(found, name)
	}
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(
			cmp.Compare(far[a], far[b]), cmp.Compare(place(names, a), place(names, b)),
			cmp.Compare(a, b),
		)
	})
	return found[:2]
}

func place(names []string, name string) int {
	if i := slices.Index(names, name); i >= 0 {
		return i
	}
	return len(names)
}

// Distance counts the letters to add, to leave out, to change, and the neighbours to swap. Of long
// words only the beginning counts.
func Distance(a, b string) int {
	const most = 24
	a, b = a[:min(len(a), most)], b[:min(len(b), most)]
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			change := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			rows[i][j] = min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
