package own_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/check"
	"tagboat/hub/fields"
	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/own"
)

func TestBesideOtherTextAValueIsASignInNoLanguage(t *testing.T) {
	for _, run := range [][]string{
		{"script", "-qc", "fpa {{.Tag}}", "/dev/null"}, {"su", "-c", "fpa {{.Tag}}"},
		{"anything", "fpa {{.Tag}}"}, {"python3", "-c", "print('{{.Tag}}')"}, {"tool", "{{.Tag}};"},
		{"tool", `{{printf "%s" .Tag}}`}, {"tool", `{{.Tag | print "x"}}`}, {"tool", `{{"x"}}{{.Tag}}`},
		{"tool", `{{.Repository}}{{.Tag}}`}, {"tmux", "new-session", "-d", "{{.Tag}}"},
	} {
		c := command(t, config.Command{Run: run})
		for _, name := range []string{"$(touch${IFS}/tmp/x)", "`id`", ";id", "a&b", "%PATH%", "it's", "*", "a'b", `a"b`, "größe"} {
			_, err := c.Lines([]own.Row{row(name)})
			require.ErrorContainsf(t, err, "would be read otherwise", "%q %q", run, name)
		}
		_, err := c.Lines([]own.Row{row("1.27.3-alpine_x")})
		require.NoError(t, err)
	}
}

func TestNoValueBecomesAnOptionBehindWhatEndsAWord(t *testing.T) {
	for _, before := range []string{
		"pull ", "pull '", `pull "`, "pull;", "a|", "a&", "(", "ü", "-", "--", "x --", `{{"pull "}}`, "a{{if .Tag}} {{end}}",
	} {
		c := command(t, config.Command{Run: []string{"tool", before + "{{.Tag}}"}})
		for _, name := range []string{"--privileged", "+x", "@file"} {
			_, err := c.Lines([]own.Row{row(name)})
			require.ErrorContainsf(t, err, "means something to programs", "%s %s", before, name)
		}
		_, err := c.Lines([]own.Row{row("1.27")})
		require.NoError(t, err)
	}
	form := command(t, config.Command{Run: []string{"curl", "-F", "file={{.Tag}}"}})
	_, err := form.Lines([]own.Row{row("@/etc/passwd")})
	require.ErrorContains(t, err, "begins with @")
}

func TestWhatATemplateMakesOnItsWayIsBoundedToo(t *testing.T) {
	doubled := `{{printf "%[1]s%[1]s%[1]s%[1]s" .Tag}}`
	for range 12 {
		doubled = strings.Replace(doubled, ".Tag", `(printf "%[1]s%[1]s%[1]s%[1]s" .Tag)`, 1)
	}
	variables := `{{$a := printf "%99d" 1}}{{$b := print $a $a}}{{$b}}`
	for text, why := range map[string]string{
		`{{printf "%1000000d" 1}}`: "width", `{{printf "%*d" 1000000 1}}`: "width", `{{printf "%.1000000f" 1.0}}`: "width",
		`{{printf "%[1]*d" 1000000}}`: "width", doubled: "more than 4 KB", variables: "variables",
		`{{"'" ` + strings.Repeat("| js ", 40) + "}}":         "more than 4 KB",
		`{{"<" ` + strings.Repeat("| urlquery ", 3000) + "}}": "more than 4 KB",
	} {
		began := time.Now()
		c := config.Default()
		c.Copies = []config.Copy{{Name: "form", Text: text}}
		remarks := own.Judge(c, keymap.New())
		require.NotEmpty(t, remarks, "%.60s", text)
		assert.Contains(t, remarks[0].Words, why)
		assert.Less(t, time.Since(began), 5*time.Second)
	}
	filled, has := copies(`{{printf "%-20s|%5.1f" .Tag 1.5}}`)[0].Text(subject("1.27"))
	assert.True(t, has)
	assert.Equal(t, "1.27                |  1.5", filled)
}

func TestTheRowItselfIsNothingToFillIn(t *testing.T) {
	for _, text := range []string{
		"{{.}}", `{{index . "Tag"}}`, "{{(.).Tag}}", "{{$}}", `{{index $ "Tag"}}`, "{{if .}}x{{end}}", `{{print (index . "Tag")}}`,
	} {
		c := config.Default()
		c.Commands = []config.Command{{Name: "tool", Run: []string{"tool", text}}}
		remarks := own.Judge(c, keymap.New())
		require.Len(t, remarks, 1, text)
		assert.Contains(t, remarks[0].Words, "is no field", text)
		assert.Empty(t, own.Commands(c, own.Tags, keymap.New()))
	}
}

func TestATemplateIsTriedOnARowThatHasEveryField(t *testing.T) {
	for text, want := range map[string]string{
		"{{slice .Tag 0 4}}": "1.27", "{{slice .Digest 7 19}}": strings.Repeat("1", 12), "{{.Digest.Short}}": strings.Repeat("1", 12),
		`{{if ge (len .Platforms) 1}}{{index .Platforms 0}}{{end}}`: "", `{{if not .Pushed.IsZero}}{{.Pushed.Format "2006"}}{{end}}`: "",
		`{{if eq .Digest "x"}}x{{else}}{{.Tag}}{{end}}`: "1.27.3",
	} {
		c := command(t, config.Command{Run: []string{"tool", text}})
		lines, err := c.Lines([]own.Row{row("1.27.3")})
		require.NoError(t, err, text)
		assert.Equal(t, want, strings.Join(lines[0][1:], " "), text)
	}
}

func TestTheSampleOfEachListHasEveryFieldOfTheKindThatItsRowsHave(t *testing.T) {
	for _, list := range own.Lists() {
		c := config.Default()
		c.Commands = []config.Command{{Name: "tool", On: []string{list}, Run: []string{"tool", `{{slice .Repository 0 3}}`}}}
		require.Empty(t, own.Judge(c, keymap.New()), list)
	}
	found := check.Result{}
	found.Found.Text = "nginx:1.27"
	c := config.Default()
	c.Commands = []config.Command{{Name: "tool", On: []string{own.References}, Run: []string{"tool", `{{index .Was 0}}`, "{{slice .File 0 2}}"}}}
	require.Empty(t, own.Judge(c, keymap.New()))
	_, err := new(own.Commands(c, own.References, keymap.New())[0]).Lines([]own.Row{own.Of(fields.References, found, found.Found.Text)})
	require.ErrorContains(t, err, "cannot be filled in", "this row has none")
}

func TestNoFormOfOnesOwnGoesByTheNameOfOneOfOurs(t *testing.T) {
	for _, name := range []string{"docker pull", "Docker Pull", "pinned as 1.27.3", "dockerfile", "JSON"} {
		c := config.Default()
		c.Copies = []config.Copy{{Name: name, Text: "{{.Tag}}"}}
		remarks := own.Judge(c, keymap.New())
		require.Len(t, remarks, 1, name)
		assert.Contains(t, remarks[0].Words, "a form of tagboat's own")
		assert.Empty(t, own.Copies(c))
	}
}
