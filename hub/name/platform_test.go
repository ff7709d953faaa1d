package name_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/name"
)

func platform(tb testing.TB, text string) name.Platform {
	tb.Helper()
	p, err := name.ParsePlatform(text)
	require.NoError(tb, err)
	return p
}

func TestWhatPeopleCallAPlatformMeansThePlatform(t *testing.T) {
	for text, want := range map[string]string{
		"linux/amd64": "linux/amd64", "amd64": "linux/amd64", "AMD64": "linux/amd64", "x86_64": "linux/amd64", "x86-64": "linux/amd64",
		"x64": "linux/amd64", "linux/x86_64": "linux/amd64", "amd64/v2": "linux/amd64/v2", "x86-64-v3": "linux/amd64/v3", "amd64v4": "linux/amd64/v4",
		"arm64": "linux/arm64", "aarch64": "linux/arm64", "linux/arm64/v8": "linux/arm64/v8", "arm64v8": "linux/arm64/v8", "armv8": "linux/arm64",
		"m1": "linux/arm64", "Apple Silicon": "linux/arm64", "apple-silicon": "linux/arm64", "linux/aarch64": "linux/arm64",
		"arm": "linux/arm", "armv7": "linux/arm/v7", "armv7l": "linux/arm/v7", "arm/v7": "linux/arm/v7", "arm/7": "linux/arm/v7",
		"linux/arm/v6": "linux/arm/v6", "armhf": "linux/arm/v7", "armel": "linux/arm/v6", "armv6l": "linux/arm/v6", "arm32v7": "linux/arm/v7",
		"linux/armhf": "linux/arm/v7", "386": "linux/386", "i386": "linux/386", "x86": "linux/386", "i686": "linux/386",
		"ppc64le": "linux/ppc64le", "ppc64el": "linux/ppc64le", "s390x": "linux/s390x", "riscv64": "linux/riscv64", "riscv": "linux/riscv64",
		"loongarch64": "linux/loong64", "mips64el": "linux/mips64le", "wasm": "linux/wasm", "wasi/wasm": "wasip1/wasm",
		"windows": "windows/amd64", "win": "windows/amd64", "Win64": "windows/amd64", "windows/x64": "windows/amd64", "windows/arm64": "windows/arm64",
		"windows-amd64": "windows/amd64", "linux-arm64": "linux/arm64", "linux_x86_64": "linux/amd64", "macos/arm64": "darwin/arm64",
		"darwin/amd64": "darwin/amd64", " linux/arm64\n": "linux/arm64", "freebsd/amd64": "freebsd/amd64",
	} {
		p, err := name.ParsePlatform(text)
		if assert.NoError(t, err, text) {
			assert.Equal(t, want, p.String(), text)
		}
	}
	assert.Equal(t, name.NewPlatform("windows", "amd64", "", "10.0.20348"), platform(t, "windows(10.0.20348)/amd64"))
}

func TestWhatIsNoPlatformIsSaidWithTheNearestNames(t *testing.T) {
	for text, want := range map[string]string{
		"arm46":           `no image is built for "arm46": expected a platform, as linux/arm64 or`,
		"linux/amd46":     "as linux/amd64",
		"windows/arm46":   "as windows/arm64",
		"linux/arm64/v7":  "as linux/arm64",
		"linux/arm/v9":    "as linux/arm/v6 or linux/arm/v7",
		"linux/386/v1":    "as linux/386",
		"armhf/v6":        "as linux/arm/v6 or linux/arm/v7",
		"linux":           "expected an architecture too, as linux/amd64 or linux/arm64",
		"macos":           "as darwin/amd64 or darwin/arm64",
		"":                "as linux/amd64 or linux/arm64",
		"/":               "as linux/amd64 or linux/arm64",
		"linux/":          "as linux/amd64 or linux/arm64",
		"arm64/":          "as linux/arm64",
		"linux/arm64/v8/": "as linux/arm64",
		"unknown/unknown": "expected a platform",
		"unknown":         "expected a platform",
		"a/b/c/d":         "expected a platform",
		"riscv46":         "as linux/riscv64",
		"x86_46":          "as linux/amd64",
		"(10.0)/amd64":    "expected a platform",
	} {
		_, err := name.ParsePlatform(text)
		require.ErrorContains(t, err, want, text)
	}
	_, err := name.ParseOS("windos")
	require.ErrorContains(t, err, `no image is built for "windos": expected an operating system, as windows or`)
	_, _, err = name.ParseArchitecture("arm46")
	require.ErrorContains(t, err, "expected an architecture, as arm64")
}

func TestAPlatformFitsAsContainerdHasIt(t *testing.T) {
	windows := func(build string) name.Platform { return name.NewPlatform("windows", "amd64", "", build) }
	linux := func(architecture, variant string) name.Platform {
		return name.NewPlatform("linux", architecture, variant, "")
	}
	for _, c := range []struct {
		image, wanted name.Platform
		fits          bool
	}{
		{linux("arm64", ""), linux("arm64", "v8"), true},
		{linux("arm64", "v8"), linux("arm64", ""), true},
		{linux("arm64", "v9"), linux("arm64", ""), false},
		{linux("arm", "v7"), linux("arm", ""), true},
		{linux("arm", ""), linux("arm", "v7"), true},
		{linux("arm", "v6"), linux("arm", ""), false},
		{linux("arm", "v6"), linux("arm", "v7"), false},
		{linux("arm", "v7"), linux("arm64", ""), false},
		{linux("amd64", "v1"), linux("amd64", ""), true},
		{linux("amd64", "v2"), linux("amd64", ""), false},
		{linux("386", ""), linux("amd64", ""), false},
		{linux("x86_64", ""), linux("amd64", ""), true},
		{linux("aarch64", ""), linux("arm64", "v8"), true},
		{linux("amd64", ""), name.NewPlatform("freebsd", "amd64", "", ""), false},
		{windows("10.0.20348.1"), windows(""), true},
		{windows(""), windows("10.0.20348.1"), true},
		{windows("10.0.20348.1"), windows("10.0.20348.2"), true},
		{windows("10.0.17763.1"), windows("10.0.20348.1"), false},
		{windows("10.0.20348.1"), windows("10.0.26100.1"), true}, // a newer Windows runs the one before it
		{windows("10.0.26100.1"), windows("10.0.20348.1"), false},
		{name.Platform{}, name.Platform{}, false},
		{name.Platform{}, linux("amd64", ""), false},
		{linux("amd64", ""), name.Platform{}, false},
		{name.NewPlatform("", "amd64", "", ""), linux("amd64", ""), false}, // not this machine's
	} {
		assert.Equal(t, c.fits, c.image.Fits(c.wanted), "%v %v for %v %v", c.image, c.image.OSVersion(), c.wanted, c.wanted.OSVersion())
	}
	assert.True(t, windows("10.0.20348.1").IsSame(windows("10.0.20348.2")))
	assert.False(t, windows("10.0.20348.1").IsSame(windows("10.0.26100.1")))
	assert.True(t, linux("arm64", "v8").IsSame(linux("aarch64", "")))
}

func TestAPullTakesTheBestThatRuns(t *testing.T) {
	for _, c := range []struct {
		machine string
		tag     []string
		want    string
	}{
		{"amd64", []string{"386", "amd64", "arm64"}, "linux/amd64"},
		{"amd64", []string{"386", "arm64"}, "linux/386"},
		{"amd64/v3", []string{"amd64", "amd64/v2", "amd64/v4"}, "linux/amd64/v2"},
		{"amd64", []string{"amd64/v2"}, ""},
		{"arm64", []string{"arm/v7", "arm64/v8"}, "linux/arm64/v8"},
		{"arm64", []string{"arm/v6", "arm/v7"}, "linux/arm/v7"},
		{"arm", []string{"arm/v5", "arm/v6"}, "linux/arm/v6"},
		{"arm/v6", []string{"arm/v7"}, ""},
		{"arm64", []string{"amd64"}, ""},
	} {
		all := []name.Platform{{}}
		for _, text := range c.tag {
			all = append(all, platform(t, text))
		}
		got := ""
		if at := platform(t, c.machine).Choose(all); at >= 0 {
			got = all[at].String()
		}
		assert.Equal(t, c.want, got, "%v", c)
	}
	assert.Equal(t, -1, name.Platform{}.Choose([]name.Platform{{}, name.NewPlatform("linux", "amd64", "", "")}))
	assert.Equal(t, -1, platform(t, "amd64").Choose(nil))
}

func TestEveryNameThatIsSuggestedIsRead(t *testing.T) {
	for _, text := range []string{"arm46", "x", "", "linux", "zzz/yyy/xxx", "windows/", "sparc", "macos", "é"} {
		_, err := name.ParsePlatform(text)
		var unknown *name.UnknownPlatformError
		require.ErrorAs(t, err, &unknown, text)
		for _, nearest := range unknown.Nearest {
			_, err := name.ParsePlatform(nearest)
			require.NoError(t, err, "%q: %q", text, nearest)
		}
	}
}

func FuzzPlatform(f *testing.F) {
	for _, text := range []string{"linux/arm64", "arm/v7", "x86_64", "windows(10.0.1)/amd64", "apple silicon", "//", "linux-", "armhf/v6", "é/\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := name.ParsePlatform(text)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("no words")
			}
			return
		}
		again, err := name.ParsePlatform(p.String())
		if err != nil || again.String() != p.String() {
			t.Fatalf("%q: %v, then %v %v", text, p, again, err)
		}
		if !p.Fits(p) || !p.IsSame(p) || p.Choose([]name.Platform{p}) != 0 {
			t.Fatalf("%q: %v does not fit itself", text, p)
		}
		if normal := p.Normal(); !p.IsSame(normal) {
			t.Fatalf("%q: %v is not %v", text, p, normal)
		}
	})
}

func BenchmarkFits(b *testing.B) {
	fits := platform(b, "linux/arm64").Matcher()
	all := make([]name.Platform, 16)
	for i := range all {
		all[i] = name.NewPlatform("linux", fmt.Sprintf("arch%d", i), "", "")
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range all {
			fits(p)
		}
	}
}
