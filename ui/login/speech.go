package login

import (
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/ui/screen"
	"tagboat/ui/text"
)

// withoutAccount is told where an empty line does it.
const withoutAccount = "An empty line goes on without an account, to public repositories."

// Waiting reports whether an answer of the Hub's or of this machine's is on its way.
func (f *Form) Waiting() bool {
	return f.attempt.Busy() || f.opening.Busy() || f.places.Busy()
}

// Speech asks for the name and then for the secret. What is kept of the login is what the form
// would keep by itself; it is told before the secret is asked for.
func (f *Form) Speech() screen.Speech {
	said := f.news()
	if f.at == nameRow || f.subject.Name != "" && f.refusal == nil && f.missing == "" {
		said = append([]string{f.Title(), f.subject.Reason}, said...)
	}
	if f.at == nameRow {
		for _, a := range f.env.Demo {
			said = append(said, sample(a))
		}
		if f.goesOnWithout() {
			said = append(said, withoutAccount)
		}
		return screen.Speech{Says: text.Sentences(said...), Asks: f.askName()}
	}
	if len(f.keep.choices) > 0 && !f.Waiting() {
		said = append(said, f.keep.choices[f.keep.at].meaning)
	}
	return screen.Speech{Says: text.Sentences(said...), Asks: f.askSecret()}
}

// sample tells a sample account of the demo's.
func sample(a screen.Account) string {
	s := "To try: user name " + a.Name + ", password " + a.Secret
	if a.Code != "" {
		return s + ", then the code " + a.Code
	}
	return s + ", " + a.Note
}

func (f *Form) goesOnWithout() bool { return f.then.Anonymous != nil && f.name.Value() == "" }

// leave goes back, or on without an account where there is nothing to go back to.
func (f *Form) leave() tea.Cmd {
	if f.then.Back == nil && f.then.Anonymous != nil {
		f.forget()
		f.then.Anonymous()
		return nil
	}
	return f.cancel()
}

func (f *Form) askName() *screen.Question {
	return &screen.Question{
		Ask: "User name", Value: f.name.Value(), OrLeaving: true, Leave: f.leave,
		Answer: func(line string) tea.Cmd {
			if line == "" && f.goesOnWithout() {
				f.forget()
				f.then.Anonymous()
				return nil
			}
			if line != "" {
				f.name.Set(hub.FirstLine(line))
			}
			f.refusal, f.missing, f.at = nil, "", nameRow
			f.secret.Set("")
			return f.submit()
		},
	}
}

func (f *Form) askSecret() *screen.Question {
	return &screen.Question{
		Ask: "Password or access token of " + f.name.Value(), Secret: true,
		Answer: func(line string) tea.Cmd {
			f.secret.Set(line)
			f.at = secretRow
			return f.submit()
		},
		Leave: func() tea.Cmd {
			f.secret.Set("")
			f.refusal, f.missing = nil, ""
			return f.focus(nameRow)
		},
	}
}
