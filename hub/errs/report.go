package errs

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"tagboat/hub/redact"
)

// Attempt is one request, without its header and body.
type Attempt struct {
	At      time.Time     // when it was sent
	Method  string        //
	Host    string        //
	Path    string        // with the number of a page, and no other parameter
	Status  int           // of the answer; 0 when there was none
	Took    time.Duration // until the answer was read, or given up
	Outcome string        // in a few words; empty: a success
}

// Fact is a line of a report: what it is about, and what there is to say of it.
type Fact struct{ About, Says string }

// Report is what whoever mends a failure wants to know, with a moment for those that do not tell
// their own. It may quote foreign text and holds no secret: neither what has the shape of one, nor
// what stands where one is sent.
func Report(err error, at time.Time) []Fact {
	const clock = "2006-01-02 15:04:05 MST"
	e, ok := errors.AsType[*Error](err)
	if !ok {
		e = &Error{Err: err}
	}
	facts := []Fact{{"what", Sentence(err)}}
	if e.Status != 0 {
		facts = append(facts, Fact{"status", strconv.Itoa(e.Status)})
	}
	if n := len(e.Attempts); n > 0 {
		last := e.Attempts[n-1].redacted()
		facts = append(facts, Fact{"host", last.Host}, Fact{"path", last.Method + " " + last.Path})
		at = last.At.Add(last.Took)
	}
	facts = append(facts, Fact{"time", at.UTC().Format(clock)})
	if !e.Until.IsZero() {
		facts = append(facts, Fact{"until", e.Until.UTC().Format(clock)})
	}
	for i, a := range e.Attempts {
		if last := e.Attempts[len(e.Attempts)-1]; a.Host+a.Path == last.Host+last.Path {
			a.Method, a.Host, a.Path = "", "", "" // as above
		}
		facts = append(facts, Fact{"attempt " + strconv.Itoa(i+1), a.redacted().String()})
	}
	if kind := KindOf(err); kind != 0 {
		facts = append(facts, Fact{"kind", kind.Error()})
	}
	if !strings.Contains(Sentence(err), strings.TrimRight(e.Message, ". \n")) {
		facts = append(facts, Fact{"the Hub says", e.Message})
	}
	if e.Err != nil {
		facts = append(facts, Fact{"cause", e.Err.Error()})
	}
	facts = append(facts, Fact{"advice", Advice(err)})
	kept := facts[:0]
	for _, f := range facts {
		if f.Says = redact.Line(redact.Everywhere(f.Says), 2*redact.MaxMessage); f.Says != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

// redacted is the attempt without what another part would hide the beginning of.
func (a Attempt) redacted() Attempt {
	a.Method, a.Host = redact.Everywhere(a.Method), redact.Everywhere(a.Host)
	a.Path, a.Outcome = redact.Everywhere(a.Path), redact.Everywhere(a.Outcome)
	return a
}

// String is the attempt in one line.
func (a Attempt) String() string {
	words := []string{a.At.UTC().Format("15:04:05.000")}
	if a.Path != "" {
		words = append(words, a.Method, a.Host+a.Path)
	}
	if a.Status != 0 {
		words = append(words, strconv.Itoa(a.Status))
	}
	words = append(words, "after "+a.Took.Round(time.Millisecond).String())
	if a.Outcome != "" {
		words = append(words, "("+a.Outcome+")")
	}
	return strings.Join(words, " ")
}
