package errs

import "errors"

// The two advices that many causes share.
const (
	CheckAddress = "Check the address of the Hub. A proxy or a sign-in page of the network may be answering in its place."
	CheckProxy   = "Try again. If it stays, a proxy may be changing the answers, or the Hub has changed."
)

// Cause is a reason with words of its own, because the kind alone would say something untrue or
// leave out what to do. It quotes nothing of an answer.
type Cause struct{ text, why, advice string }

// NewCause makes a reason: text for logs, why as the second half of a sentence, and what to do now.
// An empty why is the text.
func NewCause(text, why, advice string) *Cause {
	if why == "" {
		why = text
	}
	return &Cause{text, why, advice}
}

func (c *Cause) Error() string { return c.text }

// Explain gives the second half of the sentence and the advice.
func (c *Cause) Explain() (why, advice string) { return c.why, c.advice }

// explainer is an error below another that has better words than the other's kind.
type explainer interface {
	error
	Explain() (why, advice string)
}

// explain asks the first cause below an error for its words, else its kind.
func (e *Error) explain() (why, advice string) {
	if e.Err != nil {
		if cause, ok := errors.AsType[explainer](e.Err); ok {
			return cause.Explain()
		}
	}
	return e.dated(vocabulary[e.Kind].why), e.dated(vocabulary[e.Kind].what)
}

// AdviceOf is what a kind advises.
func AdviceOf(k Kind) string { return vocabulary[k].what }
