package doctor

import (
	"fmt"
	"strings"

	"tagboat/ui/config"
)

// So many are told by name.
const (
	mostMistakes = 10
	mostSet      = 15
)

// Settings are what a person set, and what is wrong with it.
type Settings struct {
	Path     string // of the file; empty: there is no place for one
	Name     string // of the file in what is said of it
	IsThere  bool
	Set      []string // what is not as by default
	Problems []config.Problem
	Beside   []string // what is wrong with the environment
	Err      error    // why nothing of it is in force
}

// Findings are one for the file and one for each mistake.
func (s Settings) Findings() []Finding {
	const about = "configuration"
	if s.Err != nil {
		return []Finding{look(about, "Name a file that can be read. Until then no command runs.", "%s", s.Err)}
	}
	says := s.Path
	switch {
	case s.Path == "":
		says = "no file, and no home for one"
	case !s.IsThere && len(s.Problems) > 0:
		says = "no file that can be read"
	case !s.IsThere:
		says = "no file"
	}
	if rest := len(s.Set) - mostSet; rest > 0 {
		s.Set = append(s.Set[:mostSet:mostSet], fmt.Sprintf("%d more", rest))
	}
	if len(s.Set) > 0 {
		says += "; set: " + strings.Join(s.Set, ", ")
	}
	found := []Finding{fine(about, "%s", says)}
	for _, p := range s.Problems {
		place := s.Name
		do := "Correct it."
		if p.Line > 0 {
			place += fmt.Sprintf(":%d:%d", p.Line, p.Column)
			do = "Correct it; the rest of the file is in force."
		}
		if p.Note {
			found = append(found, fine(about, "%s: note: %s", place, p.Words))
			continue
		}
		found = append(found, look(about, do, "%s: %s", place, p.Words))
	}
	for _, words := range s.Beside {
		found = append(found, look(about, "Correct the variable, or unset it.", "environment: %s", words))
	}
	if rest := len(found) - 1 - mostMistakes; rest > 0 {
		found = append(found[:mostMistakes+1],
			look(about, "tagboat config check tells all.", "%d more", rest))
	}
	return found
}
