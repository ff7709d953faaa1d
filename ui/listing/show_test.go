package listing

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/ui/screen"
)

// deaf is a Host that keeps what failed.
type deaf struct {
	screen.Host

	failed error
}

func (d *deaf) Fail(err error) { d.failed = err }

func TestAListShowsTheColumnsThatAreAskedForAndTellsOfUnknownOnes(t *testing.T) {
	l := named(t)
	host := &deaf{}
	l.env.Host = host
	config := l.config
	config.Show = []string{"digest", "vendor", "tag"}
	l = New(l.env, config)
	l.Resize(80, 12)
	l.Init(t.Context())
	assert.ErrorContains(t, host.failed, `no column is called "vendor"`)
	l.loader.Rows.Append([]hub.Tag{{Name: "1.2.3"}})
	title, _, _ := strings.Cut(ansi.Strip(l.View()), "\n")
	assert.Equal(t, []string{"DIGEST", "TAG"}, strings.Fields(title))
}
