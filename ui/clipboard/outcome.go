package clipboard

import (
	"encoding/base64"
	"fmt"

	"github.com/dustin/go-humanize"
)

// Outcome is what is known once every route was tried.
type Outcome struct {
	Stored    bool // a native clipboard took the text
	Tmux      bool // tmux took it into its buffer
	Forwarded bool // and passed it on to the terminal
	Sent      bool // the terminal was asked to take it; it does not answer
	// why what was sent may not arrive, as half a sentence; empty where nothing speaks against it
	Doubt string
	Then  string // a further sequence that the owner of the screen must write

	// Chosen: the person wanted the text shown and not copied.
	Chosen bool
	// TooLarge is the size in bytes of a text that the terminal would not take
	// whole; 0 where size is not the matter.
	TooLarge int
}

// Reached reports whether the text went anywhere.
func (o Outcome) Reached() bool { return o.Stored || o.Tmux || o.Sent }

// Doubtful reports that the text may have reached nothing that it can be pasted from.
func (o Outcome) Doubtful() bool { return !o.Stored && !o.Tmux && o.Sent && o.Doubt != "" }

// Sentence tells the truth about what became of a text, named by what.
func (o Outcome) Sentence(what string) string {
	switch {
	case o.Stored:
		return "Copied " + what
	case o.Tmux && o.Doubt != "":
		return "Copied " + what + " to the tmux buffer; " + o.Doubt
	case o.Tmux && o.Forwarded:
		return "Copied " + what + " to the tmux buffer, sent to the terminal"
	case o.Tmux:
		return "Copied " + what + " to the tmux buffer, from where its prefix and ] paste it"
	case o.Sent && o.Doubt != "":
		return "Sent " + what + " to the terminal, but " + o.Doubt + "; --clipboard print shows it"
	case o.Sent:
		return "Sent " + what + " to the terminal's clipboard"
	case o.Chosen:
		return "Here is the text to select"
	case o.TooLarge > 0:
		most := base64.StdEncoding.DecodedLen(mostEncoded)
		return fmt.Sprintf(
			"Terminals take %s, and this is %s: here it is to select", size(most), size(o.TooLarge),
		)
	default:
		return "No clipboard can be reached, so here is the text to select"
	}
}

func size(bytes int) string { return humanize.Bytes(uint64(max(bytes, 0))) }
