package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tagboat/hub"
	"tagboat/hub/name"
)

// placeOf reads what the words behind the program's name open: a place by its name, or by whatever
// people paste. No words open none.
func placeOf(root *cobra.Command, words []string) (string, error) {
	if len(words) == 0 {
		return "", nil
	}
	text := strings.Join(words, " ")
	if command := nearCommand(root, words[0]); command != "" {
		return "", usage{fmt.Errorf(
			"there is no command %q: did you mean tagboat %s? To open what is called so, write "+
				"library/%[1]s for the official image and %[1]s/ for the namespace", words[0], command,
		)}
	}
	p, err := hub.ReadPasted(text)
	switch {
	case err == nil && !p.Digest.IsZero():
		err = errors.New("a digest alone does not tell its repository: write name@sha256:…")
	case err == nil:
		return text, nil
	}
	return "", usage{fmt.Errorf("there is no command %q, and no place: %w", words[0], err)}
}

// nearCommand is the command that somebody may have meant who wrote another word; empty where none
// is near. Of a command of four letters one may be wrong, for there are images called nats and
// maven, and of a longer one two; of doctor one, for docker is an image.
func nearCommand(root *cobra.Command, word string) string {
	nearest, least := "", 3
	if strings.ContainsAny(word, "/:@.") {
		return "" // no word, but a place beyond doubt
	}
	for _, c := range root.Commands() {
		far, most := name.Distance(strings.ToLower(word), c.Name()), 2
		if len(c.Name()) <= len("tags") || c.Name() == "doctor" {
			most = 1
		}
		if !c.Hidden && far <= most && far < least {
			nearest, least = c.Name(), far
		}
	}
	return nearest
}

// withoutTerminal says that a place cannot be opened, and what prints what is there.
func withoutTerminal(text string) error {
	if text == "" {
		return usage{errors.New("this needs a terminal to draw on; run it in one, without a pipe or redirection")}
	}
	p, err := hub.ReadPasted(text)
	prints := "tagboat tags " + p.Reference.Repository.Familiar() + " prints the tags of the repository"
	switch {
	case err != nil:
		return usage{err}
	case p.Namespace != "":
		prints = "tagboat repositories " + string(p.Namespace) + " prints its repositories"
	case p.Reference.Tag != "" || !p.Reference.Digest.IsZero():
		prints = "tagboat inspect " + p.Reference.Familiar() + " prints what it is"
	case p.IsWord:
		prints += ", tagboat repositories " + p.Reference.Repository.Name + " those of the namespace"
	}
	return usage{fmt.Errorf(
		"there is no command %q, and to open a place takes a terminal to draw on; %s", text, prints,
	)}
}
