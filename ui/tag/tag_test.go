package tag

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/siblings"
	"tagboat/ui/screen"
)

// The race detector is the judge: a reload replaces a question that may still be
// under way.
func TestAReloadBesideTheFirstQuestionSharesNothingWithIt(t *testing.T) {
	server := hubtest.New(hubtest.Demo(time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)))
	client, err := hub.New(hub.Options{BaseURL: server.URL(), Transport: server.Transport(), UserAgent: "tagboat/test"})
	require.NoError(t, err)
	for _, row := range []hub.Tag{{Name: "latest"}, {Name: "latest", NamesOnly: true}} {
		d := &details{env: screen.Env{Hub: client}, subject: Subject{
			Repository: hub.RepositoryName{Namespace: "library", Name: "nginx"}, Tag: row, Index: siblings.New(hub.Platform{}),
		}}
		platforms := d.platforms()
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				page, err := platforms.Page(t.Context(), 1)
				assert.NoError(t, err)
				subject, _ := page.About.(Subject)
				assert.Equal(t, "latest", subject.Tag.Name)
			})
		}
		both.Wait()
	}
}

func TestMineIsWhatAPullOnThisMachineTakes(t *testing.T) {
	on := func(all ...hub.Platform) Subject {
		s := Subject{Tag: hub.Tag{Images: []hub.Image{{}}}}
		for _, p := range all {
			s.Tag.Images = append(s.Tag.Images, hub.Image{Platform: p})
		}
		return s
	}
	v5, v7 := hub.NewPlatform("linux", "arm", "v5", ""), hub.NewPlatform("linux", "arm", "v7", "")
	i386, amd64 := hub.NewPlatform("linux", "386", "", ""), hub.NewPlatform("linux", "amd64", "", "")
	arm, arm64 := hub.NewPlatform("linux", "arm", "", ""), hub.NewPlatform("linux", "arm64", "", "")
	assert.Equal(t, v7, on(v5, v7).Mine(arm), "not the first of the architecture")
	assert.Equal(t, v7, on(v5, v7).Mine(arm64), "a lesser one that runs")
	assert.Equal(t, amd64, on(i386, amd64).Mine(amd64))
	assert.Equal(t, i386, on(i386, arm64).Mine(amd64))
	assert.Equal(t, hub.Platform{}, on(hub.NewPlatform("linux", "amd64", "v3", "")).Mine(amd64), "it would not start")
	assert.Equal(t, hub.Platform{}, on().Mine(amd64))
}
