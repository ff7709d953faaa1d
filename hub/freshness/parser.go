package freshness

import (
	"strconv"
	"strings"

	"tagboat/hub/query"
)

// context is what the token before was.
type context uint8

const (
	inRelease context = iota
	inBuild
	inStage
	inBase
	inFlavour // a word, or a number that is a part of one
)

// marks stand in a flavour for what was taken out. No tag's name holds them.
const (
	releaseMark = "\x00"
	buildMark   = "\x01"
	baseMark    = "\x02"
)

// parser walks the tokens of a name.
type parser struct {
	reading

	tokens    []token
	at        int
	context   context
	flavoured strings.Builder
	counted   int  // build numbers that are not joined to another by a point
	dashed    bool // the release is a day, written 2025-04-22
	full      bool // a build number that is told with _ or + says that the release is told in full
}

// prefix reads what stands before the version, and the version's first number.
func (p *parser) prefix(start int) {
	for i := range start {
		t := &p.tokens[i]
		if i == start-1 && p.tokens[start].glued() {
			p.v = true
			p.keep(t.before, "")
			continue
		}
		p.keep(t.before, t.text)
	}
	first := &p.tokens[start]
	p.keep(first.before, releaseMark)
	p.release = append(p.release, numberOf(first.text))
	p.at = start + 1
}

func (p *parser) keep(texts ...string) {
	for _, text := range texts {
		p.flavoured.WriteString(text)
	}
}

// next reads one token.
func (p *parser) next() {
	t := &p.tokens[p.at]
	if t.number {
		p.number(t)
	} else {
		p.word(t)
	}
	p.at++
}

func (p *parser) number(t *token) {
	n := numberOf(t.text)
	switch {
	case p.context == inRelease && t.behind("."), p.context == inRelease && p.isDay(t, n):
		p.release = append(p.release, n)
		p.dashed = len(p.release) == 3 && t.behind("-")
	case p.isPartOfWord(t):
		p.keep(t.before, t.text)
		p.context = inFlavour
	case p.context == inStage:
		p.stage = append(p.stage, n)
	case p.context == inBase && t.behind("."):
		p.base = append(p.base, n)
		p.keep(t.before, baseMark)
	case p.context == inBuild && t.behind(".") && p.isRespin():
		p.build = append(p.build, n)
	case p.context <= inBuild, n.isDate():
		p.full = p.full || t.behind("_") || t.behind("+")
		p.build = append(p.build, n)
		p.builds++
		if !t.behind(".") {
			p.counted++
		}
		p.keep(t.before, buildMark)
		p.context = inBuild
	default:
		p.keep(t.before, t.text)
		p.context = inFlavour
	}
}

// isPartOfWord reports whether a number behind a separator begins a word that says nothing of a
// version: 32bit.
func (p *parser) isPartOfWord(t *token) bool {
	if t.glued() || t.behind(".") || p.at+1 == len(p.tokens) {
		return false
	}
	next := &p.tokens[p.at+1]
	low := strings.ToLower(next.text)
	counts := len(low) == 1 || revisions[low] || query.PreRelease(low, false) > 0
	return next.glued() && !counts
}

// isRespin reports whether what follows a build number by a point may as well be missing: behind a
// whole version, another build number, or a day.
func (p *parser) isRespin() bool {
	return len(p.release) >= whole || p.counted > 1 || p.build[len(p.build)-1].isDate()
}

// isDay reports whether a number goes on with a date that is written 2025-04-22.
func (p *parser) isDay(t *token, n number) bool {
	switch {
	case !t.behind("-") || len(t.text) != 2 || !isYear(p.release[0]):
		return false
	case len(p.release) == 1:
		return isMonth(n)
	default:
		return len(p.release) == 2 && p.tokens[p.at-1].behind("-")
	}
}

func isMonth(n number) bool { return len(n) == 1 || n >= "10" && n <= "12" && len(n) == 2 }

func (p *parser) word(t *token) {
	low := strings.ToLower(t.text)
	switch {
	case len(p.stage) == 0 && p.stageOf(t, low) > 0:
		p.stage = append(p.stage, number(strconv.Itoa(p.stageOf(t, low))))
		p.cut = 1 + p.flavoured.Len() // behind the kind
		p.context = inStage
		return
	case p.isRevision(t, low):
		p.context = inBuild
	case bases[low] && p.numberFollows():
		p.keep(t.before, t.text)
		p.at++
		p.keep(p.tokens[p.at].before, p.tokens[p.at].text)
		p.loose = !p.tokens[p.at].glued()
		p.context = inBase
		return
	default:
		p.context = inFlavour
	}
	p.keep(t.before, t.text)
}

func (p *parser) numberFollows() bool {
	return p.at+1 < len(p.tokens) && p.tokens[p.at+1].number
}

func (p *parser) isRevision(t *token, low string) bool {
	if !revisions[low] || !p.numberFollows() {
		return false
	}
	return p.tokens[p.at+1].glued() || len(low) > shortRevision && !t.glued()
}

// stageOf is the place of a word in the life of a release, 0 where it says nothing of one. Words
// for a channel, such as nightly and dev, are a flavour unless they are counted, and so is a b with
// a separator before it, which counts builds.
func (p *parser) stageOf(t *token, low string) int {
	stage := query.PreRelease(low, p.context <= inBuild && p.numberFollows())
	if stage == query.Channel && !p.numberFollows() || low == "b" && !t.glued() {
		return 0
	}
	return stage
}

func (p *parser) finish() reading {
	r := p.reading
	r.parts, r.kind = len(r.release), version
	for i, n := range r.release {
		if n.isDate() {
			r.parts = i + 1
			break
		}
	}
	switch first := r.release[0]; {
	case first.isDate(), p.dashed:
		r.kind = date
	case isYear(first):
		r.kind = calendar
	}
	if p.full {
		r.parts = 0
	}
	r.flavour = string('0'+byte(r.kind)) + p.flavoured.String()
	return r
}
