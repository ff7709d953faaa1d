package stale

import (
	"fmt"
	"strings"
	"time"

	"tagboat/hub"
	"tagboat/hub/clean"
)

// Goes reports whether a row goes.
func (p *Plan) Goes(n int) bool { return p.final[n].goes }

// Kind is why a row goes or stays.
func (p *Plan) Kind(n int) Kind { return p.final[n].kind }

// Reason says in words why a row goes or stays.
func (p *Plan) Reason(n int) string { return clean.Line(p.reason(n)) }

func (p *Plan) reason(n int) string {
	r, v := p.draft.rules, &p.final[n]
	row := p.draft.rows.Row(n)
	switch v.kind {
	case Goes:
		return p.why(row, v)
	case GoesSigned:
		return "signs " + p.named(v.other) + ", which goes"
	case Pushed:
		return "pushed " + ago(pushedOf(row), r.now)
	case Pulled:
		return "pulled " + ago(row.Pulled, r.now)
	case PlatformPulled:
		i := latest(row)
		return i.Platform.Short() + " pulled " + ago(i.Pulled, r.now)
	case Newest:
		return newest(r.Keep)
	case NewestOfLine:
		return "newest of " + string(r.KeepPer.appendLine(nil, row.Name))
	case Locked:
		return Locked.Words() + ": " + brief(p.locks.rules[v.other].String())
	case Sibling:
		return "same image as " + p.named(v.other) + ", which stays"
	case Signs:
		return "signs " + p.named(v.other) + ", which stays"
	case Part:
		return "part of " + p.part(v.other, row.Digest)
	}
	return v.kind.Words()
}

// why says what let a row go.
func (p *Plan) why(row *hub.RepositoryTag, v *verdict) string {
	r := p.draft.rules
	var parts []string
	if v.untagged {
		parts = append(parts, "no tag points at it")
	}
	if r.Older > 0 {
		parts = append(parts, "pushed "+ago(pushedOf(row), r.now))
		pulled := max(row.Pulled, latest(row).Pulled)
		switch {
		case !pulled.IsZero():
			parts = append(parts, "pulled "+ago(pulled, r.now))
		case !v.untagged:
			parts = append(parts, "never known to be pulled")
		}
	}
	if r.Keep > 0 && !v.untagged {
		parts = append(parts, "beyond the "+newest(r.Keep))
	}
	if r.KeepPer > 0 && v.other != none {
		parts = append(parts, p.named(v.other)+" is newer in its line")
	}
	if len(parts) == 0 {
		return "what may go finds it"
	}
	return strings.Join(parts, ", ")
}

// named is a row as a reason names it.
func (p *Plan) named(n int32) string {
	if n == none {
		return "what is not here"
	}
	row := p.draft.rows.Row(int(n))
	if row.IsUntagged() {
		return row.Digest.Short()
	}
	return row.Name
}

// part names a tag, and which of its platforms has a digest.
func (p *Plan) part(n int32, d hub.Digest) string {
	row := p.draft.rows.Row(int(n))
	for i := range row.Images {
		if row.Images[i].Digest == d {
			return row.Name + " (" + row.Images[i].Platform.String() + ")"
		}
	}
	return row.Name
}

// latest is the platform that was pulled last.
func latest(row *hub.RepositoryTag) (last hub.Image) {
	for i := range row.Platforms() {
		if i.Pulled > last.Pulled {
			last = i
		}
	}
	return last
}

// brief is the beginning of a rule, which may be long.
func brief(rule string) string {
	const most = 40
	if letters := []rune(rule); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return rule
}

var spelled = []string{
	"", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
}

func newest(n int) string {
	switch {
	case n == 1:
		return "newest"
	case n < len(spelled):
		return "newest " + spelled[n]
	}
	return fmt.Sprintf("newest %d", n)
}

// ago says how long ago a moment was, in whole hours, days or years, rounded down.
func ago(t hub.Timestamp, now time.Time) string {
	const day = 24 * time.Hour
	const year = 365 * day
	d := now.Sub(t.Time())
	switch {
	case d < time.Hour:
		return "within the hour"
	case d < 2*time.Hour:
		return "1 hour ago"
	case d < 2*day:
		return fmt.Sprintf("%d hours ago", d/time.Hour)
	case d < 2*year:
		return fmt.Sprintf("%d days ago", d/day)
	}
	return fmt.Sprintf("%d years ago", d/year)
}

// Words say what the rules let go, in a sentence without its stop.
func (r *Rules) Words() string {
	var parts []string
	if r.Older > 0 {
		pulled := "last pulled"
		if r.Unpulled {
			pulled = "where that is known last pulled"
		}
		before := hub.TimestampOf(r.now.Add(-r.Older)).Time().Format(time.DateOnly)
		parts = append(parts, "pushed and "+pulled+" before "+before)
	}
	if r.Keep > 0 {
		parts = append(parts, "not among the "+newest(r.Keep)+" of the repository")
	}
	if r.KeepPer > 0 {
		parts = append(parts, "not the newest of a "+Lines[r.KeepPer-1]+" line")
	}
	if !r.Match.IsZero() {
		parts = append(parts, "found by match")
	}
	if !r.Never.IsZero() {
		parts = append(parts, "not found by never")
	}
	said := "Could go: " + strings.Join(parts, ", ")
	switch {
	case len(parts) == 0:
		return said + "manifests that no tag points at"
	case r.Untagged:
		return said + "; manifests without a tag too"
	}
	return said
}
