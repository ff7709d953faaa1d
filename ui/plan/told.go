package plan

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/forms"
	"tagboat/hub/stale"
	"tagboat/ui/listing"
	"tagboat/ui/tag"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

const margin = "  "

// above says how much goes, how far that is to be relied on, and by which rules.
func (p *Plan) above(width int) (lines []string) {
	tell := func(role theme.Role, s string) {
		for _, line := range p.env.Theme.Wrap(role, clean.Line(s), width-2*len(margin)) {
			lines = append(lines, margin+line)
		}
	}
	sum, misses := p.sum()
	if len(p.known) > 0 {
		tell(theme.Strong, p.comesTo(sum))
	}
	if len(misses) > 0 {
		tell(theme.Warn, lacking(misses))
	}
	if sum.Goes() > 0 {
		tell(theme.Plain, freed(sum.Sum))
	}
	if len(sum.Broken) > 0 {
		tell(theme.Warn, some(sum.Broken)+": "+stale.LocksBroken.Words())
	}
	rules := text.Truncate(clean.Line("Rules: "+p.rules.words), width-2*len(margin))
	lines = append(lines, margin+p.env.Theme.Paint(theme.Dim, rules))
	if p.rules.NoLocks {
		tell(theme.Dim, "Which tags are locked was not asked: the Hub refuses to delete those")
	}
	tell(theme.Dim, "Nothing is deleted. Dates of pulls are soft evidence: scanners pull too")
	return append(lines, "")
}

// comesTo is how much goes and stays, as far as repositories were judged.
func (p *Plan) comesTo(s export.StaleSum) string {
	soFar := ""
	if !p.Finished() {
		soFar = " so far"
	}
	stay := text.Count(s.Stay) + choose(s.Stay, " stays", " stay") + soFar
	if s.Goes() == 0 {
		return "Nothing goes by these rules; " + stay
	}
	parts := make([]string, 0, 2)
	if s.Tags > 0 || s.Untagged == 0 {
		parts = append(parts, amount(s.Tags, "tag", "tags"))
	}
	if s.Untagged > 0 {
		parts = append(parts, amount(s.Untagged, "untagged manifest", "untagged manifests"))
	}
	of := ""
	if p.of.repository.Name == "" {
		of = " of " + amount(s.Repositories, "repository", "repositories")
	}
	return strings.Join(parts, " and ") + choose(s.Goes(), " goes", " go") + of + ", " +
		amount(s.Images, "image", "images") + " with " + choose(s.Goes(), "it", "them") + "; " + stay
}

func amount(n int, one, many string) string { return text.Count(n) + " " + choose(n, one, many) }

func choose(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// freed is how many bytes would be free.
func freed(s stale.Sum) string {
	if s.AtMost == 0 && s.Unknown > 0 {
		return "How much would be free is not known: " + text.Count(s.Unknown) + " of unknown size"
	}
	said := fmt.Sprintf("Frees at least %s, at most %s: layers may be shared with what stays",
		size(s.AtLeast), size(roundedUp(s.AtMost)))
	if s.Unknown > 0 {
		said += "; " + text.Count(s.Unknown) + " of unknown size not counted"
	}
	return said
}

// roundedUp is a bound as it is told, to one decimal: not lower than it is.
func roundedUp(bytes int64) int64 {
	step := int64(1)
	for least := int64(1000); bytes >= least && least < math.MaxInt64/1000; least *= 1000 {
		step = least / 10
	}
	return (bytes + step - 1) / step * step
}

// size is a sum of sizes, of which none is a size too.
func size(bytes int64) string {
	if bytes == 0 {
		return "0 B"
	}
	return text.Size(bytes)
}

// lacking names the lists of which not all is known.
func lacking(misses []export.Miss) string {
	of := map[string][]string{}
	for _, m := range misses {
		of[m.Noun] = append(of[m.Noun], m.List)
	}
	var all []string
	for _, noun := range slices.Sorted(maps.Keys(of)) {
		all = append(all, noun+" of "+some(of[noun]))
	}
	why := ""
	if at := slices.IndexFunc(misses, func(m export.Miss) bool { return m.Err != nil }); at >= 0 {
		why = ". " + hub.Sentence(misses[at].Err)
	}
	return "Not complete, and what is not known stays: " + strings.Join(all, "; ") + why
}

// some are the first names in order, and how many more there are.
func some(names []string) string {
	const most = 3
	slices.Sort(names)
	names = slices.Compact(names)
	if more := len(names) - most; more > 0 {
		return strings.Join(names[:most], ", ") + " and " + text.Count(more) + " more"
	}
	return strings.Join(names, ", ")
}

// told is what becomes of a row, and what it is.
func (p *Plan) told(r *row, width int) (lines []string) {
	tell := func(role theme.Role, s string) {
		lines = append(lines, p.env.Theme.Wrap(role, clean.Line(s), width)...)
	}
	tell(theme.Strong, forms.Reference(r.Reference()))
	word, role := goes(r, listing.Place{})
	tell(role, word)
	tell(theme.Plain, r.reason)
	lines = append(lines, "")
	tell(theme.Plain, "pushed "+tag.Age(max(r.Pushed, r.Updated), p.env))
	if !r.IsUntagged() {
		tell(theme.Plain, "last pulled "+tag.Age(r.Pulled, p.env))
		tell(theme.Plain, text.Size(r.FullSize))
	}
	tell(theme.Dim, r.Digest.String())
	return lines
}
