package listing

import (
	"strings"
	"unicode"

	"tagboat/hub/clean"
	"tagboat/ui/manual"
	"tagboat/ui/theme"
)

// explain lists the words of the filter language for these rows.
func (l *List[T]) explain() {
	words := []manual.Entry{
		{Word: "word", Meaning: "the name holds it"},
		{Word: "'word", Meaning: "it stands alone in the name"},
		{Word: "^start", Meaning: "the name begins so"},
		{Word: "end$", Meaning: "the name ends so"},
		{Word: "^whole$", Meaning: "the name is just this"},
		{Word: "~fuzzy", Meaning: "these letters, in this order"},
		{Word: "!term", Meaning: "not this, whatever it is"},
		{Word: "two words", Meaning: "both, in any order"},
	}
	if len(l.config.Schema.Fields) > 0 {
		words = append(words, manual.Entry{Word: "field:a,b", Meaning: "a or b"})
	}
	var fields []manual.Entry
	for _, field := range l.config.Schema.Fields {
		fields = append(fields, manual.Entry{Word: field.Examples[0], Meaning: field.Help})
	}
	l.env.Push(manual.New(l.env, "Filtering "+l.config.Noun, [][]manual.Entry{words, fields}))
}

// wrong is a term of the filter that could not be read, or can find nothing, and what was expected.
type wrong struct{ term, why string }

func (l *List[T]) wrong() []wrong {
	typed := l.filter.input.Value()
	var all []wrong
	for _, p := range l.filter.parsed.Problems() {
		why, _, _ := strings.Cut(p.Message, "; ")
		start := max(strings.LastIndexFunc(typed[:p.Start], unicode.IsSpace), 0)
		term := strings.Fields(typed[start:])[0]
		all = append(all, wrong{clean.Line(term), clean.Line(why)})
	}
	return all
}

// filterLine is the filter as it is typed, with what could not be read marked where it stands.
func (l *List[T]) filterLine() string {
	input := &l.filter.input
	problems := l.filter.parsed.Problems()
	if len(problems) == 0 || !input.Fits() {
		return input.View()
	}
	text, end := input.Value(), 0
	var b strings.Builder
	b.WriteString(l.env.Theme.Paint(theme.Accent, input.Prompt()))
	for _, p := range problems {
		b.WriteString(clean.Line(text[end:p.Start]))
		b.WriteString(l.env.Theme.Paint(theme.Bad, clean.Line(text[p.Start:p.End])))
		end = p.End
	}
	b.WriteString(clean.Line(text[end:]))
	return b.String()
}
