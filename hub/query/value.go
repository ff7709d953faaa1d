package query

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"tagboat/hub"
)

// reader reads the alternatives of one field term. Alternatives that cannot be read are left out.
type reader[T any] struct {
	field   Field[T]
	now     time.Time
	ranges  []comparison
	words   []string
	digests []digestPrefix
	flags   []bool
}

func newReader[T any](field Field[T], now time.Time) *reader[T] {
	return &reader[T]{field: field, now: now}
}

func (r *reader[T]) example() string {
	if len(r.field.Examples) == 0 {
		return r.field.Name + ":…"
	}
	return r.field.Examples[0]
}

// alternative reads one value; the message says what was expected, or is empty.
func (r *reader[T]) alternative(text string) string {
	switch r.field.Kind {
	case Size, Age, Number:
		c, ok := r.comparison(text)
		if !ok {
			return r.expected()
		}
		if message := r.useless(text, c); message != "" {
			return message
		}
		r.ranges = append(r.ranges, c)
	case Flag:
		yes, ok := map[string]bool{
			"": true, "yes": true, "true": true, "no": false, "false": false,
		}[strings.ToLower(text)]
		if !ok {
			return "expected yes or no"
		}
		r.flags = append(r.flags, yes)
	case Digest:
		prefix, ok := readDigestPrefix(text)
		if !ok {
			return "expected the start of a digest, as in " + r.example()
		}
		r.digests = append(r.digests, prefix)
	default:
		if text == "" {
			return "expected a value next to the comma, as in " + r.example()
		}
		if r.field.Closed && !slices.ContainsFunc(r.field.Values, func(v string) bool {
			return strings.EqualFold(v, text)
		}) {
			return "expected " + strings.Join(r.field.Values, " or ")
		}
		word := string(Fold(nil, text))
		if r.field.Read != nil {
			read, err := r.field.Read(word)
			if err != nil {
				return err.Error()
			}
			word = read
		}
		r.words = append(r.words, word)
	}
	return ""
}

func (r *reader[T]) expected() string {
	switch r.field.Kind {
	case Size:
		return "expected a size, as in " + r.example() + "; units are kB MB GB TB and KiB MiB GiB TiB"
	case Age:
		return "expected an age, as in " + r.example() + "; units are h d w mo y"
	}
	return "expected a number, as in " + r.example() + "; it may end in k, M or B"
}

func (r *reader[T]) comparison(text string) (comparison, bool) {
	c := comparison{op: "<="}
	if r.field.Kind == Number {
		c.op = "="
	}
	for _, op := range []string{"<=", ">=", "<", ">", "="} {
		if rest, ok := strings.CutPrefix(text, op); ok {
			c.op, text = op, rest
			break
		}
	}
	switch r.field.Kind {
	case Size:
		bytes, err := humanize.ParseBytes(text)
		c.limit = int64(min(bytes, math.MaxInt64))
		return c, err == nil && startsWithDigit(text)
	case Age:
		age, ok := readScaled(text, ageUnits)
		// An age is compared as a moment, so more is earlier.
		c.limit = r.now.UnixMicro() - age
		c.op = map[string]string{"<=": ">=", ">=": "<=", "<": ">", ">": "<", "=": "="}[c.op]
		return c, ok
	}
	var ok bool
	c.limit, ok = readScaled(text, countUnits)
	return c, ok
}

// comparison holds a number against a limit.
type comparison struct {
	op    string
	limit int64
}

func (c comparison) holds(v int64) bool {
	switch c.op {
	case "<":
		return v < c.limit
	case "<=":
		return v <= c.limit
	case ">":
		return v > c.limit
	case ">=":
		return v >= c.limit
	}
	return v == c.limit
}

var (
	countUnits = map[string]int64{"": 1, "k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9}
	ageUnits   = map[string]int64{
		"h": hour, "d": 24 * hour, "w": 7 * 24 * hour, "mo": 30 * 24 * hour, "y": 365 * 24 * hour,
	}
)

// hour is one in microseconds, the unit of hub.Timestamp.
const hour = int64(time.Hour / time.Microsecond)

// readScaled reads a decimal number and its unit. What is larger than a thousand years is a
// thousand years or, for counts, something no repository has.
func readScaled(text string, units map[string]int64) (int64, bool) {
	digits := len(text)
	if i := strings.IndexFunc(text, func(r rune) bool {
		return (r < '0' || r > '9') &&
			r != '.'
	}); i >= 0 {
		digits = i
	}
	scale, ok := units[strings.ToLower(text[digits:])]
	if !ok {
		return 0, false
	}
	number, err := strconv.ParseFloat(text[:digits], 64)
	if err != nil {
		return 0, false
	}
	return int64(math.Round(min(number*float64(scale), 1000*365*24*float64(hour)))), true
}

// ReadAge reads an age as fields are compared with it: 12h 7d 2w 3mo 1y.
func ReadAge(text string) (time.Duration, bool) {
	age, ok := readScaled(strings.TrimSpace(text), ageUnits)
	most := int64(math.MaxInt64 / time.Microsecond)
	return time.Duration(min(age, most)) * time.Microsecond, ok
}

func startsWithDigit(text string) bool {
	return text != "" && ('0' <= text[0] && text[0] <= '9' || text[0] == '.')
}

// matcher joins the alternatives with "or"; nil when none could be read.
func (r *reader[T]) matcher(negated bool) func(*T) bool {
	f := r.field
	switch {
	case len(r.ranges) > 0:
		return numberMatcher(f.Number, r.ranges, negated)
	case len(r.flags) > 0:
		both := len(r.flags) > 1 && r.flags[0] != r.flags[1]
		return func(row *T) bool { return (both || f.Flag(row) == r.flags[0]) != negated }
	case len(r.digests) > 0:
		match := func(d hub.Digest) bool { return startsAny(d, r.digests) }
		return func(row *T) bool { return f.Digests(row, match) != negated }
	case len(r.words) > 0:
		match := wordMatcher(r.words, f.Kind == Text)
		return func(row *T) bool { return f.Strings(row, match) != negated }
	}
	return nil
}

func numberMatcher[T any](
	number func(*T) (int64, bool), ranges []comparison, negated bool,
) func(*T) bool {
	return func(row *T) bool {
		v, known := number(row)
		if !known {
			return negated
		}
		for _, c := range ranges {
			if c.holds(v) {
				return !negated
			}
		}
		return negated
	}
}

func (r *reader[T]) fingerprints() []FingerprintRange {
	var prints []FingerprintRange
	for _, d := range r.digests {
		prints = append(prints, d.fingerprints())
	}
	return prints
}

func (r *reader[T]) spans() []span {
	spans := make([]span, 0, len(r.ranges))
	for _, c := range r.ranges {
		spans = append(spans, c.span())
	}
	if len(spans) == 0 {
		return nil
	}
	return spans
}

// effective are the answers to a question of yes or no that pass.
func (r *reader[T]) effective(negated bool) []bool {
	both := slices.Contains(r.flags, true) && slices.Contains(r.flags, false)
	if len(r.flags) == 0 || both && negated {
		return nil
	}
	if both {
		return []bool{true, false}
	}
	return []bool{r.flags[0] != negated}
}

// canon is equal for two readers of one field that match the same rows.
func (r *reader[T]) canon() string {
	return fmt.Sprint(r.field.Name, r.ranges, r.words, r.digests, r.flags)
}
