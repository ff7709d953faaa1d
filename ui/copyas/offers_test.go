package copyas_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/forms"
	"tagboat/hub/hubtest"
	"tagboat/keymap"
	"tagboat/ui/config"
	"tagboat/ui/copyas"
	"tagboat/ui/screen"
)

// host is told what is copied.
type host struct {
	screen.Host

	copied []string
}

func (h *host) CopyThough(_ string, lines ...string) { h.copied = lines }

func TestEveryFormIsOfferedByItsNameAndCopiedAsTheMenuDoes(t *testing.T) {
	fake := hubtest.New(hubtest.NewWorld(time.Now()), hubtest.AsDocker())
	client, err := hub.New(hub.Options{BaseURL: fake.URL(), Transport: fake.Transport(), UserAgent: "tagboat/test"})
	require.NoError(t, err)
	digest, err := hub.ParseDigest("sha256:" + strings.Repeat("a", 64))
	require.NoError(t, err)
	amd64 := hub.NewPlatform("linux", "amd64", "", "")
	subject := forms.Subject{
		Repository: hub.RepositoryName{Namespace: "acme", Name: "api"}, Now: "1.24.2", Platform: amd64,
		Tag: hub.Tag{Name: "latest", Digest: digest, Images: []hub.Image{{Platform: amd64, Digest: digest}}},
	}
	h := &host{}
	env := screen.Env{Host: h, Hub: client, Keys: new(keymap.New()), Config: new(config.Config), Recall: &screen.Recall{}}
	all := forms.Of(subject)
	offers := copyas.Offers(env, subject, func() []forms.Subject { return []forms.Subject{subject} })
	require.Len(t, offers, len(all))
	seen := map[string]bool{}
	for i, offer := range offers {
		assert.Equal(t, "copy as "+all[i].Name, offer.Name)
		assert.NotContains(t, offer.Help, "sha256:", "its letters would be found by whatever is typed")
		assert.False(t, seen[offer.Name], offer.Name)
		seen[offer.Name] = true
		if all[i].Letter == forms.PinnedFrom {
			assert.Equal(t, "FROM …", offer.Help)
		}
		assert.Equal(t, "c "+all[i].Letter, offer.Keys)
		assert.Nil(t, offer.Do())
		assert.Equal(t, []string{all[i].Text}, h.copied)
		assert.Equal(t, all[i].Letter, env.Recall.CopyAs)
	}
}
