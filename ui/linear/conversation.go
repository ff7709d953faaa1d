// Package linear is the App for somebody who listens, or whose terminal can not repaint: a
// conversation by lines. It drives the very App that is drawn elsewhere, tells what the screen on
// top tells of itself, and takes numbers, words and letters for keys. It never moves the cursor,
// and writes no control character.
package linear

import (
	"errors"
	"io"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagboat/ui"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// Options is what a Conversation is made of.
type Options struct {
	App *ui.App
	// Out takes what is told, Progress what is told while something is waited for; nil: nothing is.
	Out, Progress io.Writer
	// Width is how many cells a line has; 0: each sentence is one line.
	Width func() int
	// Draw is a text in the characters that whoever reads it has.
	Draw func(string) string
	// Scripted says that the lines come of a pipe: each is done with, as far as it goes, before the
	// next is taken, nothing is prompted for, and what was refused is not asked for again.
	Scripted bool
	// Greeting is said first; empty: nothing is.
	Greeting string
	Now      func() time.Time
	// Hide switches off that what is typed is shown, or on again; nil: it is not shown by anybody.
	Hide func(yes bool) error
	// Printed are the texts that are to be selected, once each; nil: there are none.
	Printed func() []string
	// Forget forgets what was typed and not read; nil: nothing is read ahead.
	Forget func()
	// Next lets the line after this one be read; nil: it is anyway.
	Next func()
}

func (o Options) next() {
	if o.Next != nil {
		o.Next()
	}
}

// Line is a line that was typed, without its end, and how many questions had been asked when it was
// read, as [Conversation.Asked] tells.
type Line struct {
	Text  string
	Asked int64
}

// End says that no line will come any more.
type End struct{}

// pulse is the time to say how it goes on.
type pulse struct{}

const (
	firstProgress = 3 * time.Second // after which it is said that something is waited for
	nextProgress  = 5 * time.Second // between two sentences of that kind; then twice as long
	mostProgress  = time.Minute
	beat          = time.Second
	// patience is how long the rest of a list is waited for before the first rows are told.
	patience = 500 * time.Millisecond
)

// Conversation is the tea.Model.
type Conversation struct {
	options Options
	app     *ui.App
	paper   paper

	lines []Line // that were typed and not taken
	ended bool   // none will follow
	over  bool   // the program is being left
	err   error  // why

	working bool // a line is being done, or the beginning
	whole   bool // it is done when all has ended that it started, and not with the first rows
	since   time.Time
	said    time.Time     // the last progress
	last    string        // its words
	pause   time.Duration // before the next one
	beating bool

	questions atomic.Int64  // that were asked
	hidden    bool          // what is typed is not shown
	asked     screen.Screen // whose question was asked last; nil: a command was asked for
	news      []string      // toasts that were not told yet
	toast     uint64        // the number of the last one
	spoke     bool          // something was said of the line that is being done
	want      *window       // what of the screen is to be told in any case
	told      memory
}

// New returns a conversation about the App.
func New(options Options) *Conversation {
	c := &Conversation{
		options: options, app: options.App, working: true, since: options.Now(),
	}
	c.paper = paper{options.Out, options.Width, options.Draw, &c.spoke}
	return c
}

// Asked is how many questions have been asked. It may be called from anywhere.
func (c *Conversation) Asked() int64 { return c.questions.Load() }

// Err is why the conversation was ended by what it was about; nil where somebody left it, or no
// line followed.
func (c *Conversation) Err() error { return c.err }

// View is empty: nothing is drawn.
func (c *Conversation) View() tea.View { return tea.View{} }

// Init begins as the App does, in a window in which no line is broken.
func (c *Conversation) Init() tea.Cmd {
	if c.options.Greeting != "" {
		c.paper.say(c.options.Greeting)
	}
	begin := c.app.Init()
	const lines = 60
	_, size := c.app.Update(tea.WindowSizeMsg{Width: text.Unbroken + 100, Height: lines})
	return tea.Batch(begin, size, c.goOn())
}

// Update takes lines, and hands the App everything else.
func (c *Conversation) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case Line:
		c.lines = append(c.lines, msg)
	case End:
		c.ended = true
	case pulse:
		c.beating = false
		c.sayProgress()
	case tea.WindowSizeMsg: // the window of the terminal is not the App's
	default:
		_, cmd = c.app.Update(msg)
	}
	c.listen()
	return c, tea.Batch(cmd, c.goOn())
}

// listen keeps what the App has told of a deed until it is said.
func (c *Conversation) listen() {
	words, number, _ := c.app.Said()
	if number != c.toast && words != "" {
		c.toast = number
		c.news = append(c.news, words)
	}
}

// goOn tells what there is to tell, takes the next line, and so on.
func (c *Conversation) goOn() tea.Cmd {
	var all []tea.Cmd
	for !c.over && (!c.working || c.finish(&all)) {
		switch {
		case len(c.lines) > 0:
			all = append(all, c.next())
		case c.ended:
			all = append(all, c.leave())
		default:
			return tea.Batch(all...)
		}
	}
	return tea.Batch(all...)
}

// finish tells what became of a line, if that is known, and asks for the next one. It reports
// whether that can be taken.
func (c *Conversation) finish(all *[]tea.Cmd) bool {
	if !c.isDone() {
		if !c.stopped() {
			*all = append(*all, c.beats())
			return false
		}
		*all = append(*all, c.stop())
	}
	*all = append(*all, c.tell())
	c.working, c.whole = false, false
	if !c.refused() {
		c.err = c.prompt()
	}
	if c.err != nil {
		*all = append(*all, c.leave())
	}
	return c.err == nil
}

// next takes the line that was typed first.
func (c *Conversation) next() tea.Cmd {
	line := c.lines[0]
	c.lines = c.lines[1:]
	c.options.next()
	if c.asked != nil && !c.options.Scripted && line.Asked < c.Asked() {
		c.paper.say(tooEarly)
		return nil
	}
	c.working, c.spoke, c.since = true, false, c.options.Now()
	c.last, c.pause = "", 0
	cmd := c.take(line.Text)
	c.listen()
	return cmd
}

// isDone reports whether there is something to tell of the line. In a script that is when all that
// it started has ended; somebody who waits is told of rows as soon as some are there.
func (c *Conversation) isDone() bool {
	if c.app.Waits() {
		return false
	}
	s := speech(c.app.Top())
	if s.Unsettled {
		return false
	}
	if c.want != nil && s.Rows != nil && c.want.from >= s.Rows.Len() && c.app.Reads() {
		return false // they are on their way
	}
	return !c.app.Reads() || !c.options.Scripted && !c.whole && s.Rows != nil &&
		s.Rows.Len() > 0 && c.options.Now().Sub(c.since) >= patience
}

// speech is what a screen tells; one that tells nothing is the full screen's alone.
func speech(s screen.Screen) screen.Speech {
	if spoken, ok := s.(screen.Spoken); ok {
		return spoken.Speech()
	}
	return screen.Speech{Says: []string{"This is for the full screen alone. Say back to leave it."}}
}

// ErrEnded says that a script is not asked to log in again.
var ErrEnded = errors.New("the session has ended, and a script is not asked to log in again")

// refused reports whether a script has to end, because its answer to a question was refused or its
// session has ended: the next line was not written for the question that would be asked.
func (c *Conversation) refused() bool {
	if !c.options.Scripted || speech(c.app.Top()).Asks == nil {
		return false
	}
	if failed, ok := c.app.Top().(screen.Failed); ok {
		c.err = failed.Failure()
	}
	if c.app.HasEnded() {
		c.err = ErrEnded
	}
	return c.err != nil
}

func (c *Conversation) leave() tea.Cmd {
	c.over = true
	return c.app.Quit()
}

// stopped reports whether the next line asks to wait no longer.
func (c *Conversation) stopped() bool {
	return len(c.lines) > 0 && word(c.lines[0].Text) == "stop" && !c.options.Scripted
}

// stop waits no longer; what is under way goes on, but a question that is being answered.
func (c *Conversation) stop() tea.Cmd {
	c.lines = c.lines[1:]
	c.options.next()
	if speech(c.app.Top()).Asks == nil {
		return nil
	}
	return c.back()
}
