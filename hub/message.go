package hub

import (
	"strings"
)

const (
	maxPlain  = 2 << 10 // of an error body that is no JSON
	maxFields = 8       // of a 400 that names fields
)

// serverMessage is what an error's body says. All shapes are optional in every combination (Hub API notes, "Errors"): message, detail, text,
// fields, the registry's errors, or plain text. It is one line of at most a few kilobytes, and foreign.
func serverMessage(body []byte) string {
	if !looksLikeJSON(body) {
		return bounded(string(body[:min(len(body), maxPlain)]), maxPlain)
	}
	var m said
	s := newScanner(body)
	if _, err := s.object(func(name []byte) error { return m.read(s, name) }); err != nil && m == (said{}) {
		return ""
	}
	return bounded(m.best(), maxPlain)
}

// said are the places where a message may stand, the first that is filled wins.
type said struct{ message, detail, text, errors, fields string }

func (m *said) read(s *scanner, name []byte) error {
	var err error
	switch string(name) {
	case "message":
		m.message, _, err = s.text(maxPlain)
	case "detail":
		m.detail, _, err = s.text(maxPlain)
	case "text":
		m.text, _, err = s.text(maxPlain)
	case "errors":
		m.errors, err = s.registryErrors()
	case "fields":
		m.fields, err = s.fieldErrors()
	default:
		err = s.dec.SkipValue()
	}
	return err
}

func (m *said) best() string {
	text := m.message
	for _, other := range []string{m.detail, m.text, m.errors} {
		if text == "" {
			text = other
		}
	}
	if m.fields != "" {
		text = strings.TrimPrefix(text+": "+m.fields, ": ")
	}
	return withoutStatus(text)
}

// withoutStatus strips the "httperror 404: " that the Hub's services put before their own words.
func withoutStatus(text string) string {
	rest, found := strings.CutPrefix(text, "httperror ")
	if !found {
		return text
	}
	if status, message, found := strings.Cut(rest, ": "); found && len(status) == 3 && digits([]byte(status)) >= 0 {
		return message
	}
	return text
}

// registryErrors reads [{"code","message"}].
func (s *scanner) registryErrors() (string, error) {
	var all []string
	_, err := s.array(func() error {
		var code, message string
		_, err := s.object(func(name []byte) (err error) {
			switch string(name) {
			case "code":
				code, _, err = s.text(maxText)
			case "message":
				message, _, err = s.text(maxText)
			default:
				err = s.dec.SkipValue()
			}
			return err
		})
		if len(all) < maxFields && code+message != "" {
			all = append(all, strings.Trim(code+": "+message, ": "))
		}
		return err
	})
	return strings.Join(all, "; "), err
}

// fieldErrors reads {"ordering":["Invalid ordering value."]}.
func (s *scanner) fieldErrors() (string, error) {
	var all []string
	_, err := s.object(func(name []byte) error {
		field := string(name[:min(len(name), maxText)])
		texts, err := s.texts()
		if len(texts) > 0 && len(all) < maxFields {
			all = append(all, field+": "+texts[0])
		}
		return err
	})
	return strings.Join(all, "; "), err
}
