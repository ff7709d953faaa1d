package refs_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/refs"
)

// laughs doubles lists by aliases, twenty times over.
func laughs(last string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "a0: &a0 [%s]\n", strings.Repeat("x, ", 10))
	for i := 1; i < 20; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10))
	}
	b.WriteString(last)
	return b.String()
}

// TestHostileFilesAreBoundedAndTold has each file read in bounded memory, and what of it is not read
// said in a sentence.
func TestHostileFilesAreBoundedAndTold(t *testing.T) {
	pod := "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: nginx:1}]}\n"
	for _, c := range []struct {
		name, path, content string
		refs                int
		note                string
	}{
		{"too large", "Dockerfile", "FROM nginx\n" + strings.Repeat("#\n", refs.Largest/2), 0, "it is larger than 4 MiB, and is not read"},
		{"too large, of a kind that is told by what it holds", "a.yaml", pod + strings.Repeat("#\n", refs.Largest/2), 0, "it is larger than 4 MiB, and is not read"},
		{"aliases that explode", "compose.yaml", laughs("services: {a: {image: nginx:1}, b: *a19}\n"), 1, ""},
		{"aliases that explode in a manifest", "a.yaml", pod + "x:\n" + strings.ReplaceAll("  "+laughs(""), "\n", "\n  "), 1, "its aliases make too much of it, and not all is read"},
		{"aliases that explode in values", "values.yaml", "image: {repository: nginx, tag: 1-a}\n" + laughs(""), 1, "its aliases make too much of it, and not all is read"},
		{"merges that explode", "compose.yaml", "a: &a {image: nginx:1}\n" + merges() + "services: {a: *m19}\n", 1, ""},
		{"10,000 documents", "a.yaml", strings.Repeat(pod+"---\n", 10_001), 10_000, "only its first 10000 documents are read"},
		{"values without end", "compose.yaml", "services: [" + strings.Repeat("a,", 600_000) + "]", 0, "it cannot be read: it has more values than are read"},
		{"values without end in JSON", "a.json", `{"apiVersion":1,"kind":[` + strings.Repeat("1,", 600_000) + "1]}", 0, "it cannot be read: it has more values than are read"},
		{"deep flow", "compose.yaml", strings.Repeat("[", 400_000), 0, "it cannot be read: exceeded max depth of 10000"},
		{"deep blocks", "compose.yaml", strings.Repeat("- ", 400_000), 0, "it cannot be read: exceeded max depth of 10000"},
		{"deep JSON", "devcontainer.json", strings.Repeat("[", 400_000), 0, "it cannot be read: exceeded max depth"},
		{"a long line", "compose.yaml", "services: {é: {image: nginx:1}, " + strings.Repeat("ü: {é: nginx:1}, ", 50_000) + "}", 1, ""},
		{"a long line of a Dockerfile", "Dockerfile", "FROM nginx\nRUN " + strings.Repeat("x", 100_000), 0, "not a Dockerfile that BuildKit reads: dockerfile line greater than max allowed size of 65535"},
		{"ARGs that double", "Dockerfile", doubling(), 1, ""},
		{"a line continued without end", "Dockerfile", "FROM nginx\nRUN x " + strings.Repeat("\\\n", 20_000), 1, ""},
		{"stages without end", "Dockerfile", strings.Repeat("FROM a\n", 20_000), 10_000, "only its first 10000 references are told"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			f := refs.Read(c.path, []byte(c.content))
			runtime.ReadMemStats(&after)
			assert.Len(t, f.Refs, c.refs)
			assert.Less(t, (after.TotalAlloc-before.TotalAlloc)>>20, uint64(1500), "MiB")
			if c.note != "" {
				require.NotEmpty(t, f.Notes)
				assert.Contains(t, f.Notes[len(f.Notes)-1].Text, c.note)
			}
		})
	}
}

// merges brings mappings into mappings, each time ten of them.
func merges() string {
	var b strings.Builder
	b.WriteString("m0: &m0 {<<: *a}\n")
	for i := 1; i < 20; i++ {
		fmt.Fprintf(&b, "m%d: &m%d {<<: [%s]}\n", i, i, strings.Repeat(fmt.Sprintf("*m%d, ", i-1), 10))
	}
	return b.String()
}

func doubling() string {
	var b strings.Builder
	b.WriteString("ARG A0=xxxxxxxxxx\n")
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&b, "ARG A%d=$A%d$A%[2]d$A%[2]d\n", i, i-1)
	}
	return b.String() + "FROM $A39\n"
}
