package plan

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/forms"
	"tagboat/hub/stale"
	"tagboat/ui/listing"
	"tagboat/ui/screen"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// row is a tag, and what becomes of it.
type row struct {
	hub.RepositoryTag

	goes   bool
	kind   stale.Kind
	reason string
}

// Plan is the list, and what it is of.
type Plan struct {
	*listing.List[row]

	env   screen.Env
	asked asked
	of    string
	told  export.Summary
	read  time.Time
	far   atomic.Pointer[export.Progress] // how far the reading has come
}

// beat has a plan that is being made be drawn again.
type beat struct{ of *Plan }

func newPlan(env screen.Env, of string, asked asked) *Plan {
	p := &Plan{env: env, asked: asked, of: of}
	p.asked.All = true
	p.List = listing.New(env, listing.Config[row]{
		Name:     listName,
		Title:    "what could go of " + of,
		Noun:     "tags",
		Listing:  hub.WholeAbout("plan what could go", p.fetch, func(r row) string { return r.Key() }),
		Schema:   schema(),
		Columns:  columns(),
		Order:    "goes",
		WhyEmpty: func() string { return "There is no tag in " + of + " that you can see." },
		Reference: func(r row) string {
			return forms.Reference(r.RepositoryTag.Reference())
		},
		About: func(about any) { p.told, _ = about.(export.Summary) },
		Above: p.above,
	})
	return p
}

// fetch reads the lists and judges them, beside the loop.
func (p *Plan) fetch(ctx context.Context) ([]row, any, error) {
	now := p.env.Now()
	all := &collected{}
	request := export.Request{Targets: []string{p.of}, Index: p.env.Index, Now: now}
	work, err := export.Stale(
		p.env.Hub, request, p.asked.StaleRequest, export.Form[export.StaleRow]{Sheet: all}, io.Discard)
	if err != nil {
		return nil, nil, err //nolint:wrapcheck // It says itself what is wrong.
	}
	work.Observe = func(far export.Progress) { p.far.Store(&far) }
	summary := work.Run(ctx)
	p.far.Store(nil)
	if summary.Err != nil {
		return nil, nil, summary.Err
	}
	return all.rows, summary, nil
}

// Init begins the reading.
func (p *Plan) Init(ctx context.Context) tea.Cmd {
	p.read = p.env.Now()
	return tea.Batch(p.List.Init(ctx), p.next())
}

func (p *Plan) next() tea.Cmd {
	return tea.Tick(time.Second/2, func(time.Time) tea.Msg { return beat{p} })
}

// Update takes keys, the mouse, and answers.
func (p *Plan) Update(msg tea.Msg) tea.Cmd {
	if b, isBeat := msg.(beat); isBeat {
		if b.of != p || p.Finished() || !p.Waiting() {
			return nil
		}
		return p.next()
	}
	return p.List.Update(msg)
}

// above says by which rules, how much goes, and how far that is to be relied on.
func (p *Plan) above(width int) []string {
	const margin = "  "
	var lines []string
	tell := func(role theme.Role, s string) {
		for _, line := range p.env.Theme.Wrap(role, clean.Line(s), width-2*len(margin)) {
			lines = append(lines, margin+line)
		}
	}
	tell(theme.Strong, p.asked.words)
	if far := p.far.Load(); far != nil {
		tell(theme.Dim, fmt.Sprintf("Reading: %s of %s repositories, %s tags",
			text.Count(far.Lists), text.Count(far.ListsOf), text.Count(far.Rows)))
	}
	if s := p.told.Stale; s != nil {
		tell(theme.Plain, fmt.Sprintf("%s go, %s stay · free at least %s, at most %s%s",
			text.Count(s.Goes()), text.Count(s.Stay), size(s.AtLeast), size(s.AtMost), unsized(s.Unknown)))
		if p.told.Outcome() != export.Complete {
			tell(theme.Warn, fmt.Sprintf("Not complete: %s not read whole, of which nothing goes",
				text.Count(len(p.told.Misses))))
		}
		tell(theme.Dim, "Nothing is deleted. Dates of pulls are soft evidence: scanners pull too")
	}
	return append(lines, "")
}

func unsized(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %s of unknown size", text.Count(n))
}

// collected are the rows of a plan. What takes most of their room, their platforms, is left out.
type collected struct{ rows []row }

func (*collected) Head(dst []byte) []byte { return dst }

func (c *collected) Append(dst []byte, rows []export.StaleRow) ([]byte, error) {
	for i := range rows {
		r := &rows[i]
		one := hub.RepositoryTag{Repository: r.Repository, Tag: r.Tag}
		one.Images = nil
		c.rows = append(c.rows, row{one, r.Goes, r.Kind, r.Reason})
	}
	return dst, nil
}

func (*collected) Foot(dst []byte) []byte { return dst }
