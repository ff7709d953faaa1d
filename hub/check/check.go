package check

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"tagboat/hub"
	"tagboat/hub/freshness"
	"tagboat/hub/index"
	"tagboat/hub/name"
	"tagboat/hub/refs"
)

// Request is what is to be checked, and how.
type Request struct {
	Files []refs.File
	// Platforms are those that each reference must be there for, beside what its file asks for.
	Platforms []hub.Platform
	// Level is the farthest that counts as newer; 0: any.
	Level freshness.Level
	Index *index.Index // nil: nothing is known
}

// Verdict is what can be said of a reference, in a word.
type Verdict string

// The verdicts: those of hub/freshness, and images of other registries, which are left alone.
const (
	Current   Verdict = "current"
	Newer     Verdict = "newer"
	Moved     Verdict = "moved"
	Gone      Verdict = "gone"
	Floating  Verdict = "floating"
	Elsewhere Verdict = "elsewhere"
	Unknown   Verdict = "unknown"
)

// Verdicts are all of them, as a summary tells them.
var Verdicts = []Verdict{Current, Newer, Moved, Gone, Floating, Elsewhere, Unknown}

// Result is what there is to say about one reference.
type Result struct {
	Path    string // of the file
	Found   refs.Found
	Verdict Verdict
	// Why is a sentence without a full stop: why it is unknown, what is gone, on which registry an
	// image is.
	Why string
	// Answer is what Verdict rests on; empty where the Hub was not asked.
	Answer freshness.Answer
	// Since is when the tag was seen for the last time as the image that it is no longer; zero
	// where the file itself says what it was.
	Since time.Time

	file, ref int // in Request.Files
	question  freshness.Question
}

// Reference is what was checked: without a tag and a digest it is latest.
func (r *Result) Reference() hub.Reference {
	ref := r.Found.Reference
	if ref.Tag == "" && ref.Digest.IsZero() {
		ref.Tag = "latest"
	}
	return ref
}

// Check is the references of files, by repository.
type Check struct {
	client  *hub.Client
	request Request
	results []Result
	groups  []*group // by name
}

// group is the references to one repository.
type group struct {
	repository hub.RepositoryName
	results    []*Result
}

// New sorts the references of files by what they name. It asks nothing.
func New(c *hub.Client, q Request) *Check {
	check := &Check{client: c, request: q}
	for i := range q.Files {
		for j := range q.Files[i].Refs {
			check.results = append(check.results, resultOf(&q, i, j))
		}
	}
	groups := map[hub.RepositoryName]*group{}
	for i := range check.results {
		r := &check.results[i]
		if r.Verdict != "" {
			continue
		}
		at := r.Found.Reference.Repository
		g := groups[at]
		if g == nil {
			g = &group{repository: at}
			groups[at] = g
			check.groups = append(check.groups, g)
		}
		g.results = append(g.results, r)
	}
	slices.SortFunc(check.groups, func(a, b *group) int {
		return cmp.Compare(a.repository.String(), b.repository.String())
	})
	return check
}

// resultOf is a reference before anything was asked; its verdict is empty where it has to be.
func resultOf(q *Request, file, ref int) Result {
	found := q.Files[file].Refs[ref]
	r := Result{Path: q.Files[file].Path, Found: found, file: file, ref: ref}
	elsewhere, isElsewhere := errors.AsType[*name.ElsewhereError](found.Err)
	_, isHardened := errors.AsType[*name.HardenedError](found.Err)
	switch {
	case found.Reason != "":
		r.Verdict, r.Why = Unknown, found.Reason
	case isElsewhere:
		r.Verdict, r.Why = Elsewhere, "on "+elsewhere.Registry
	case isHardened:
		r.Verdict, r.Why = Elsewhere, "on dhi.io"
	case found.Err != nil:
		r.Verdict, r.Why = Unknown, found.Err.Error()
	}
	named := r.Reference()
	r.question = freshness.Question{
		Tag: named.Tag, Digest: named.Digest, Platforms: slices.Clone(q.Platforms),
	}
	if found.Platform != (hub.Platform{}) {
		r.question.Platforms = append(r.question.Platforms, found.Platform)
	}
	return r
}
