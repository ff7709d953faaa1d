package login

import (
	"tagboat/hub"
	"tagboat/hub/credentials"
)

// keep is the row that asks what may stay on this machine.
type keep struct {
	choices []choice
	at      int
	typed   hub.Secret // the secret that is being tried
}

// choice is one answer, with a plain word on what it means.
type choice struct {
	where    credentials.Where
	password bool
	label    string
	meaning  string
}

// offer says where a session could be kept, best first. Docker's own store is
// the default where there is one; a file only when the person says so.
func (k *keep) offer(places []credentials.Where) {
	k.choices, k.at = nil, 0
	for _, place := range places {
		switch place.Place {
		case credentials.InHelper:
			k.add(
				place, false, "in docker-credential-"+place.Name,
				"The session stays with Docker's secrets until it ends, after about a month.",
			)
			k.add(
				place, true, "there, and the password",
				"The password too: when the session ends, only a second factor is asked.",
			)
		case credentials.InFile:
			k.add(
				place, false, "in a file of yours",
				"The session lies in a file that only you can read, not encrypted.",
			)
			k.add(
				place, true, "in a file, and the password",
				"Session and password lie in a file that only you can read, not encrypted.",
			)
		default:
			k.add(place, false, "this session only", "Nothing is kept; you log in again at the next start.")
			if places[0].Place != credentials.InHelper {
				k.at = len(k.choices) - 1
			}
		}
	}
}

func (k *keep) add(where credentials.Where, password bool, label, meaning string) {
	k.choices = append(k.choices, choice{where, password, label, meaning})
}

// isChoice reports whether there is something to choose.
func (k *keep) isChoice() bool { return len(k.choices) > 1 }

func (k *keep) next() { k.at = (k.at + 1) % len(k.choices) }

// take is what was chosen for the secret that was tried, which is forgotten
// here.
func (k *keep) take() Keeping {
	typed := k.typed
	k.typed = hub.Secret{}
	if len(k.choices) == 0 {
		return Keeping{}
	}
	chosen := k.choices[k.at]
	if !chosen.password {
		typed = hub.Secret{}
	}
	return Keeping{At: chosen.where, Password: typed}
}

// safe is what may be kept of a login that nobody was asked about: what Docker
// stored may stay with Docker's secrets, so that the second factor is not asked
// at every start.
func (k *keep) safe() Keeping {
	if len(k.choices) > 0 && k.choices[0].where.Place == credentials.InHelper {
		return Keeping{At: k.choices[0].where}
	}
	return Keeping{}
}
