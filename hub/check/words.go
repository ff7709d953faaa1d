package check

import (
	"fmt"
	"strings"
	"time"

	"tagboat/hub/clean"
)

// Position is file:line:column, made harmless.
func (r *Result) Position() string {
	return fmt.Sprintf("%s:%d:%d", clean.Line(r.Path), r.Found.Line, r.Found.Column)
}

// Says is what there is to say beside the verdict, in words; it may hold foreign text.
func (r *Result) Says() string {
	text := r.Why
	switch {
	case r.Verdict == Moved && !r.Answer.Digest.IsZero():
		text = "it is " + r.Answer.Digest.Short() + " now"
		if !r.Since.IsZero() {
			text += ", and was another until " + r.Since.UTC().Format(time.DateOnly)
		}
	case r.Verdict == Floating && r.Answer.Now != "":
		text = "it is " + r.Answer.Now
	}
	var steps []string
	for _, step := range r.Answer.Newer {
		steps = append(steps, step.Level.String()+" "+step.Tag)
	}
	newer := strings.Join(steps, ", ")
	if r.Verdict == Newer && r.Answer.Partial {
		newer += "; not all of the list was seen, so others may be nearer"
	}
	if text != "" && newer != "" {
		return text + "; " + newer
	}
	return text + newer
}
