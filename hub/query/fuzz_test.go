package query_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"tagboat/hub"
	"tagboat/hub/query"
)

func FuzzTheFilterLanguage(f *testing.F) {
	tag := shipped(f)
	for _, text := range []string{
		"1.27 arch:arm64 !rc", "'exact ^a b$ ^c$ ~d", "size:<100MB,>1GiB pushed:<7d,x", "digest:sha256:ab !by:alice status:", "! ^ $ ' ~ !! :", "é\xff size:\xff ,:",
		"a\u2003b arch:,arm,", "^a ^b size:>1GB size:<1MB !x x | size:50 arch:arm46 os:win pushed:>99y", "size:<1e999 pulled:>9999999999999999y stars:1",
	} {
		f.Add(text, "1.27.3-alpine", 3)
	}
	f.Fuzz(func(t *testing.T, text, name string, cursor int) {
		filter := query.Parse(query.Tags(), text, now)
		for _, p := range filter.Problems() {
			if p.Together && filter.Match(&hub.Tag{Name: name}) {
				t.Fatalf("%q finds %q, against %+v", text, name, p)
			}
		}
		checkProblems(t, text, filter.Problems())
		row := *tag
		row.Name = name
		if slices.ContainsFunc(filter.Problems(), func(p query.Problem) bool { return p.Together }) && filter.Match(&row) {
			t.Fatalf("%q finds %q, though its terms exclude one another", text, name)
		}
		checkTerms(t, text, filter, &row)
		checkHighlights(t, name, filter.Highlights(name))
		if !filter.Narrows(filter) || !filter.Narrows(query.Filter[hub.Tag]{}) {
			t.Fatalf("%q does not narrow itself", text)
		}
		for _, c := range query.Complete(query.Tags(), text, cursor) {
			if c.Start < 0 || c.Start > c.End || c.End > len(text) {
				t.Fatalf("completing %q at %d: %+v", text, cursor, c)
			}
		}
	})
}

func checkProblems(t *testing.T, text string, problems []query.Problem) {
	last := 0
	for _, p := range problems {
		if p.Start < last || p.Start >= p.End || p.End > len(text) || p.Message == "" {
			t.Fatalf("%q: %+v", text, p)
		}
		if strings.IndexFunc(text[p.Start:p.End], unicode.IsSpace) >= 0 {
			t.Fatalf("%q: %+v goes over a space", text, p)
		}
		if p.Together {
			last = p.Start
			continue
		}
		// What is pointed at stands in one term; that term alone has a problem too.
		before := strings.TrimRightFunc(text[:p.Start], func(r rune) bool { return !unicode.IsSpace(r) })
		if len(query.Parse(query.Tags(), text[len(before):], now).Problems()) == 0 {
			t.Fatalf("%q: %+v is no problem alone", text, p)
		}
		last = p.Start
	}
}

// checkTerms holds a filter against its terms taken one by one, and those against their opposites.
func checkTerms(t *testing.T, text string, filter query.Filter[hub.Tag], row *hub.Tag) {
	all := true
	for term := range strings.FieldsSeq(text) {
		one := query.Parse(query.Tags(), term, now)
		matches := one.Match(row)
		all = all && matches
		opposite := query.Parse(query.Tags(), "!"+term, now)
		if !one.IsZero() && opposite.Match(row) == matches {
			t.Fatalf("%q and its opposite agree on %q", term, row.Name)
		}
		if !filter.Narrows(one) {
			t.Fatalf("%q does not narrow its own term %q", text, term)
		}
	}
	if filter.Match(row) != all {
		t.Fatalf("%q is not its terms together on %q", text, row.Name)
	}
	apart := true
	folded := query.Fold(nil, row.Name)
	for _, term := range filter.NameTerms() {
		apart = apart && term.Match(folded)
	}
	for _, term := range filter.FieldTerms() {
		apart = apart && term.Match(row)
	}
	if apart != all {
		t.Fatalf("%q taken apart differs on %q", text, row.Name)
	}
}

func checkHighlights(t *testing.T, name string, spans []query.Span) {
	last := -1
	for _, s := range spans {
		if s.Start <= last || s.Start >= s.End || s.End > len(name) {
			t.Fatalf("%q: %v", name, spans)
		}
		last = s.End
	}
}

func FuzzNarrowingOnlyTakesAway(f *testing.F) {
	f.Add("a", "al", "alpine")
	f.Add("~ap ^1 !rc", "~alp ^1.2 !r", "1.2-alpine")
	f.Add("\xc3", "\xc3\xa9", "é")
	f.Add("'rc", "^a-rc$", "a-rc")
	f.Fuzz(func(t *testing.T, before, after, name string) {
		old, next := parse(before), parse(after)
		for _, n := range []string{name, before, after, after + name, name + after} {
			if next.Narrows(old) && next.Match(named(n)) && !old.Match(named(n)) {
				t.Fatalf("%q narrows %q but adds %q", after, before, n)
			}
		}
	})
}
