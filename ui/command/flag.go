package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"
)

// noBlanks refuses a flag that was given without its value, as a script gives it whose variable is
// not set: it would mean another Hub, another account, or all platforms. No filter is one that lets
// everything through.
func noBlanks(flags *pflag.FlagSet) error {
	var blank error
	flags.Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "string" && f.Name != "filter" &&
			strings.TrimSpace(f.Value.String()) == "" {
			blank = usage{fmt.Errorf("--%s is empty: the variable that should fill it may not be set; else leave the flag out", f.Name)}
		}
	})
	return blank
}

// rowLimit is a number of rows as people write it: 010 is ten.
type rowLimit struct{ rows *int }

func (l rowLimit) String() string {
	if l.rows == nil || *l.rows == 0 {
		return ""
	}
	return strconv.Itoa(*l.rows)
}

func (rowLimit) Type() string { return "rows" }

func (l rowLimit) Set(text string) error {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 {
		return errors.New("it is a number of rows, from 1, in digits; without it there is no limit")
	}
	*l.rows = n
	return nil
}

// span reads a time as people write it: 30s, 90m, 12h, 1d, 2w; it is longer than nothing.
func span(text string) (time.Duration, bool) {
	days := map[string]int{"d": 1, "w": 7}
	for unit, n := range days {
		if number, found := strings.CutSuffix(text, unit); found {
			if count, err := strconv.Atoi(number); err == nil && count > 0 && count < 10_000 {
				return time.Duration(count*n) * 24 * time.Hour, true
			}
		}
	}
	d, err := time.ParseDuration(text)
	return d, err == nil && d > 0
}
