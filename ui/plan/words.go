package plan

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/stale"
)

// Bind has flags say the rules: those of the command, and of the line on screen.
func Bind(flags *pflag.FlagSet, w *export.StaleRequest) {
	flags.StringVar(&w.Older, "older", "", "what was pushed, and where that is known last pulled, more than this `AGE` ago, as 90d")
	flags.Var(tagCount{&w.Keep}, "keep", "all but the `N` newest tags of each repository, of those that --match finds and --never does not")
	flags.StringVar(&w.KeepPer, "keep-per", "", "all but the newest of each version `LINE`: major, minor or patch; 1.27-alpine and 1.27 are two")
	flags.StringVar(&w.Match, "match", "", "only what this `FILTER` of the lists on screen finds may go")
	flags.StringVar(&w.Never, "never", "", "what this `FILTER` finds stays")
	flags.BoolVar(&w.Untagged, "untagged", false,
		"manifests that no tag points at may go too, by --older, --match and --never; by itself no tag goes")
	flags.BoolVar(&w.Unpulled, "unpulled", false, "with --older, a tag that is not known to have been pulled goes by its push")
	flags.BoolVar(&w.NoLocks, "no-locks", false, "do not ask which tags are locked, and take none as locked: the Hub refuses to delete those")
}

// Rules are rules as they were given, to be read again.
func Rules(flags *pflag.FlagSet) string {
	var given []string
	for _, name := range []string{
		"older", "keep", "keep-per", "match", "never", "untagged", "unpulled", "no-locks",
	} {
		f := flags.Lookup(name)
		switch {
		case f == nil || !f.Changed || f.Value.String() == "false":
		case f.Value.Type() == "bool":
			given = append(given, "--"+name)
		default:
			given = append(given, "--"+name+" "+quoted(clean.Line(f.Value.String())))
		}
	}
	return strings.Join(given, " ")
}

// Contradiction is what is wrong with rules that can each be read; nil where nothing is.
func Contradiction(rules stale.Rules) error {
	switch {
	case rules.IsZero():
		return errors.New("no rule says what may go")
	case rules.Unpulled && rules.Older == 0:
		return errors.New("--unpulled says how --older judges: give it with --older")
	}
	return nil
}

// asked is what a line asks for.
type asked struct {
	export.StaleRequest

	words string // the rules, as they were understood
	rules stale.Rules
}

// read reads the rules of a line, in the words of the command's flags.
func read(line string, now time.Time) (a asked, err error) {
	words, err := split(line)
	if err != nil {
		return a, err
	}
	flags := pflag.NewFlagSet("rules", pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	Bind(flags, &a.StaleRequest)
	if err := flags.Parse(words); err != nil {
		return a, errors.New(strings.ReplaceAll(err.Error(), "pflag: help requested", "rules stand below"))
	}
	if flags.NArg() > 0 {
		return a, fmt.Errorf("%q is no rule; each begins with --", flags.Arg(0))
	}
	a.words = Rules(flags)
	if a.rules, err = a.Read(now); err != nil {
		return a, fmt.Errorf("--%w", err)
	}
	return a, Contradiction(a.rules)
}

// split parts words at blanks, as a shell does, with quotes.
func split(line string) (words []string, err error) {
	word, quote, begun := "", rune(0), false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, begun = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if begun {
				words = append(words, word)
			}
			word, begun = "", false
		default:
			word, begun = word+string(r), true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote %c is not closed", quote)
	}
	if begun {
		words = append(words, word)
	}
	return words, nil
}

// quoted is a word as a shell takes it as one.
func quoted(word string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/-"
	if word != "" && strings.Trim(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'"'"'`) + "'"
}

// tagCount is a number of tags, from 1.
type tagCount struct{ tags *int }

func (n tagCount) String() string {
	if n.tags == nil || *n.tags == 0 {
		return ""
	}
	return strconv.Itoa(*n.tags)
}

func (tagCount) Type() string { return "tags" }

func (n tagCount) Set(text string) error {
	count, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || count < 1 || count > stale.MostKept {
		return errors.New("it is a number of tags, from 1, in digits")
	}
	*n.tags = count
	return nil
}
