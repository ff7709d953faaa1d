package command

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/check"
	"tagboat/hub/export"
	"tagboat/hub/fields"
	"tagboat/hub/forms"
	"tagboat/ui/child"
	"tagboat/ui/config"
	"tagboat/ui/own"
)

// examples are the forms and commands that the README has ready to be copied.
func examples(t *testing.T) config.Config {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, text, found := strings.Cut(string(readme), "<!-- own commands -->\n\n```toml\n")
	require.True(t, found)
	text, _, found = strings.Cut(text, "```\n\n<!-- end of own commands -->")
	require.True(t, found)
	c, _, problems := config.Read([]byte(text), vocabulary())
	require.Empty(t, problems)
	require.Empty(t, judgeOwn(c))
	return c
}

func TestTheExamplesOfTheREADMERunAsTheirProgramsReadThem(t *testing.T) {
	c := examples(t)
	bindings := keys(c)
	digest, err := hub.ParseDigest("sha256:" + strings.Repeat("a", 64))
	require.NoError(t, err)
	tag := export.TagRow{
		Repository: hub.RepositoryName{Namespace: "acme", Name: "api"}, Tag: hub.Tag{Name: "1.27", Digest: digest},
	}
	found := check.Result{Path: "deploy/Dockerfile"}
	found.Found.Line = 12
	rows := map[string]own.Row{
		own.Tags: own.OfTag(tag), own.Platforms: own.OfPlatform(tag, hub.Image{Digest: digest}),
		own.References: own.Of(fields.References, found, ""),
	}
	var lines []string
	on := map[string]bool{}
	for _, list := range own.Lists() {
		for _, command := range own.Commands(c, list, bindings) {
			all, err := command.Lines([]own.Row{rows[list]})
			require.NoError(t, err, command.Name)
			lines = append(lines, strings.Join(all[0], " "))
			on[list+command.Key.Help().Key] = true
		}
	}
	assert.Equal(t, []string{
		"dive acme/api:1.27",
		"trivy --quiet image --severity HIGH,CRITICAL acme/api:1.27",
		"docker scout quickview acme/api:1.27",
		"syft acme/api:1.27",
		"cosign verify --certificate-identity-regexp=^https://github.com/acme/ " +
			"--certificate-oidc-issuer=https://token.actions.githubusercontent.com acme/api@" + digest.String(),
		"skopeo copy --all docker://acme/api:1.27 docker://registry.example.com/mirror/api:1.27",
		"regctl manifest get acme/api:1.27",
		"crane config acme/api@" + digest.String(),
		"vim +12 deploy/Dockerfile",
	}, lines)
	assert.Len(t, lines, len(c.Commands))
	assert.True(t, on["tagsD"] && on["tagsF"] && on["tagsE"] && on["referencesE"])
	text, has := own.Copies(c)[0].Text(forms.Subject{Repository: tag.Repository, Tag: tag.Tag})
	assert.True(t, has)
	assert.Equal(t, "image: {repository: acme/api, tag: 1.27}", text)
}

func TestEveryListThatCommandsWorkInCanBeNamedInTheFile(t *testing.T) {
	var names []string
	for _, l := range vocabulary().Lists {
		names = append(names, l.Name)
	}
	assert.Subset(t, names, own.Lists())
}

func TestACommandOfOnesOwnInheritsNoSecret(t *testing.T) {
	env, err := child.Find("env")
	if err != nil {
		t.Skip("no env here")
	}
	for _, name := range secretVariables {
		t.Setenv(name, "hunter2")
	}
	t.Setenv("TAGBOAT_USERNAME", "alice")
	TakeSecrets(os.Getenv, os.Unsetenv)
	r := child.Run(t.Context(), []string{env}, nil)
	require.NoError(t, r.Err)
	assert.Contains(t, r.Output, "TAGBOAT_USERNAME=alice")
	assert.NotContains(t, r.Output, "hunter2")
}
