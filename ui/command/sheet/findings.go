package sheet

// Finding is what a look at the surroundings found.
type Finding struct{ About, State, Says, Do string }

// Findings are what a doctor found, and whether all is well.
type Findings struct {
	OK  bool
	All []Finding
}

// FindingStates are what a finding may come to.
var FindingStates = []string{"ok", "unasked", "look"}

// Append writes them as one object.
func (f *Findings) Append(dst []byte) []byte { return append(findings.append(dst, f), '\n') }

var findings = &object[Findings]{members: []Column[Findings]{
	{
		Name: "ok", Help: "whether no finding says what to do",
		Value: func(f *Findings) any { return f.OK },
	},
	{
		Name: "findings", Help: "what was looked at, and what was found",
		Value: func(f *Findings) any { return several[Finding]{finding, f.All} },
	},
}}

var finding = &object[Finding]{members: []Column[Finding]{
	{Name: "about", Help: "what was looked at", Value: func(f *Finding) any { return f.About }},
	{
		Name: "state", Words: FindingStates, Value: func(f *Finding) any { return f.State },
		Help: "ok, unasked where nobody was to be asked, or look where there is something to do",
	},
	{Name: "says", Help: "what was found", Value: func(f *Finding) any { return f.Says }},
	{
		Name: "do", Help: "what to do; null where there is nothing to do",
		Value: func(f *Finding) any { return known(f.Do) },
	},
}}
