package stale

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestALineIsTheNumbersOfAVersionAndItsVariant(t *testing.T) {
	for name, want := range map[string][3]string{
		"1.27.3":            {"1", "1.27", "1.27.3"},
		"v1.27.3":           {"1", "1.27", "1.27.3"},
		"01.007":            {"1", "1.7", "1.7"},
		"0.0.1":             {"0", "0.0", "0.0.1"},
		"1":                 {"1", "1", "1"},
		"1.27.3-alpine3.20": {"1-alpine3.20", "1.27-alpine3.20", "1.27.3-alpine3.20"},
		"1.27-Alpine-slim":  {"1-alpine-slim", "1.27-alpine-slim", "1.27-alpine-slim"},
		"1.27.3-55":         {"1", "1.27", "1.27.3"},
		"1.27.3_build.5":    {"1-build.5", "1.27-build.5", "1.27.3-build.5"},
		"1.27.3-rc.1":       {"1-rc", "1.27-rc", "1.27.3-rc"},
		"1.27.3-rc2-alpine": {"1-rc-alpine", "1.27-rc-alpine", "1.27.3-rc-alpine"},
		"3.13.0a1":          {"3-a", "3.13-a", "3.13.0-a"},
		"1.27.3-20260101":   {"1", "1.27", "1.27.3"},
		"1.27.3-a1b2c3d":    {"1", "1.27", "1.27.3"},
		"1.27.3.4":          {"1", "1.27", "1.27.3"},
		"1.":                {"1", "1", "1"},
		"20260101":          {"20260101", "20260101", "20260101"},
		"latest":            {},
		"main-1.2":          {},
		"v":                 {},
		"":                  {},
		"1a2b3c4d5e":        {},
		"vv1":               {},
	} {
		for at, line := range []Line{Major, Minor, Patch} {
			assert.Equal(t, want[at], string(line.appendLine(nil, name)), "%q by %s", name, Lines[at])
		}
	}
}

func FuzzAnyNameHasALineOrNone(f *testing.F) {
	for _, name := range []string{"1.27.3-alpine", "v1", "V", "00.0", "1..2-_+", "1.-a1", "\xff1"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, line := range []Line{Major, Minor, Patch} {
			one := line.appendLine(nil, name)
			assert.Equal(t, isVersion(name), len(one) > 0)
		}
	})
}
