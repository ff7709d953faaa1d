package listing

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/listing/view"
	"tagboat/ui/task"
	"tagboat/ui/theme"
)

// Preview says what is shown of a row beside the list. The zero Preview shows nothing, and its key
// is off.
type Preview[T any] struct {
	// Known draws what the row itself tells, in at most width cells.
	Known func(row *T, width int) []string
	// Recall, if set, returns what draws what is remembered of a row, below; nil is nothing. It may
	// read a file, and asks nobody.
	Recall func(ctx context.Context, row T) func(width int) []string
	// Fetch, if set, asks for the rest and returns what draws it below that.
	Fetch func(ctx context.Context, row T) (func(width int) []string, error)
}

// previewPause lets a key be held without asking for anything.
const previewPause = 150 * time.Millisecond

// fetching is how the rest of a preview comes.
type fetching struct {
	slot     task.Slot[detail]
	key      string // of the row that was asked about last
	recalled func(width int) []string
	failure  error
}

// detail is a part of a preview that has come.
type detail struct {
	recalled bool
	draw     func(width int) []string
}

func (l *List[T]) togglePreview() {
	if l.config.Preview.Known == nil {
		return
	}
	if refusal := l.view.TogglePreview(); refusal != "" {
		l.env.Toast(refusal)
		return
	}
	l.explainFailure()
	l.view.KeepInSight()
}

func (l *List[T]) resizePreview(direction int) {
	l.view.ResizePreview(direction)
	l.explainFailure()
	l.view.KeepInSight()
}

// lookCloser asks for the rest of the selected row after a pause. A key that comes sooner replaces
// the question, so nothing is asked while one is held.
func (l *List[T]) lookCloser() tea.Cmd {
	row, p := l.view.Selected(), &l.preview
	if !l.view.ShowsPreview() || row == nil || l.config.Preview.Fetch == nil {
		if p.slot.Busy() { // what has not come by then is asked for anew
			p.key = ""
		}
		p.slot.Stop()
		return nil
	}
	key := l.config.Listing.Key(*row)
	if key == p.key {
		return nil
	}
	p.key, p.recalled, p.failure, l.view.Preview.Rest = key, nil, nil, nil
	preview, wanted := l.config.Preview, *row
	return p.slot.StartAfter(l.ctx, previewPause, func(
		ctx context.Context, deliver func(detail) bool,
	) error {
		if preview.Recall != nil {
			if draw := preview.Recall(ctx, wanted); draw != nil {
				deliver(detail{recalled: true, draw: draw})
			}
		}
		rest, err := preview.Fetch(ctx, wanted)
		if err == nil {
			deliver(detail{draw: rest})
		}
		return err
	})
}

// again has what failed asked for once more.
func (p *fetching) again() {
	if p.failure != nil {
		p.key = ""
	}
}

// fetched shows the rest of a preview, or why there is none.
func (l *List[T]) fetched(msg tea.Msg) tea.Cmd {
	progress, ok := l.preview.slot.Take(msg)
	switch {
	case !ok:
		return nil
	case progress.Err != nil:
		l.preview.failure = progress.Err
		why := clean.Line(hub.Sentence(progress.Err))
		l.preview.show(&l.view.Preview, func(width int) []string {
			return l.env.Theme.Wrap(theme.Bad, why, width)
		})
	case progress.Done:
	case progress.Value.recalled:
		l.preview.recalled = progress.Value.draw
		l.view.Preview.Rest = l.preview.recalled
	default:
		l.preview.show(&l.view.Preview, progress.Value.draw)
	}
	return progress.Next
}

// show draws something below what is remembered.
func (p *fetching) show(preview *view.Preview, draw func(width int) []string) {
	preview.Rest = draw
	if recalled := p.recalled; recalled != nil {
		preview.Rest = func(width int) []string {
			return append(append(recalled(width), ""), draw(width)...)
		}
	}
}
