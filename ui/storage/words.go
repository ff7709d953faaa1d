package storage

import (
	"strings"

	"tagboat/hub"
	"tagboat/hub/clean"
	"tagboat/ui/text"
	"tagboat/ui/theme"
)

// sums are both sums, each as a sentence without its stop.
func (s *Storage) sums() []string {
	n := &s.now
	var all []string
	if n.Repositories > 0 {
		all = append(all, s.counted())
	}
	if n.All.Manifests > 0 {
		each := "each manifest once: " + inFull(n.All) + ", of " + manifests(n.All) +
			" in " + tags(n.Tags)
		if n.Untagged > 0 {
			each += " and " + text.Count(n.Untagged) + " untagged"
		}
		all = append(all, each)
	}
	if n.Shared > 0 {
		all = append(all, text.Size(n.Shared)+
			" of what repositories have is in another of them as well, and counted once")
	}
	return all
}

func (s *Storage) counted() string {
	n := &s.now
	of := text.Count(n.Repositories) + " repositories"
	if n.Repositories == 1 {
		of = "1 repository"
	}
	if all := s.now.verdict.Joined.Of; all > n.Repositories {
		of = text.Count(n.Repositories) + " of " + text.Count(all) + " repositories"
	}
	words := "as the Hub counts: " + text.Size(n.Counted) + " in " + of
	if n.Counted == 0 {
		words = "as the Hub counts: unknown, in " + of
	} else if n.Uncounted > 0 {
		words = "as the Hub counts: at least " + text.Size(n.Counted) + " in " + of
	}
	if n.Uncounted > 0 && n.Counted > 0 {
		words += "; of " + text.Count(n.Uncounted) + " it does not say"
	}
	return words
}

// explained says once why the sums are not the same.
const explained = "The two differ. How the Hub counts is not documented. A manifest is one platform of an " +
	"image with all its layers, compressed, as lists of tags tell it: layers that images share " +
	"are counted in each, as no list tells which these are, and what no tag points at is not in it " +
	"unless it was listed."

// explains says what the sums and the signs beside the rows mean.
func (s *Storage) explains() string {
	words := explained
	if !s.now.All.IsExact() {
		words += " A + stands where there is more, of unknown size."
	}
	return words
}

// parts say of how much this is, how old it is, and what brings the rest.
func (s *Storage) parts() []string {
	var all []string
	p, key := s.now.verdict.Joined, s.env.Keys.List.LoadAll.Help().Key
	if !s.now.asOf.IsZero() {
		all = append(all, s.env.Clock().AsOf(s.now.asOf, s.env.Now()))
	}
	switch {
	case p.Of > 0 && s.isFinished():
		all = append(all, "all of "+text.Count(p.Of)+" repositories")
	case p.Of > 0:
		all = append(all, text.Count(p.Lists)+" of "+text.Count(p.Of)+" repositories read")
	case s.now.some:
		all = append(all, text.Count(s.now.Listed)+" of "+text.Count(s.now.Repositories)+
			" repositories known")
	case s.now.Repositories > 0:
		all = append(all, text.Count(s.now.Repositories)+" repositories known")
	}
	if p.Failed > 0 {
		all = append(all, text.Count(p.Failed)+" could not be read")
	}
	switch {
	case s.reading.Busy() && s.all:
		all = append(all, key+" pauses")
	case s.reading.Busy():
		all = append(all, "reading")
	case s.failure != nil:
		all = append(all, s.retry())
	case s.isFinished() && s.now.verdict.Malformed > 0:
		all = append(all, text.Count(s.now.verdict.Malformed)+" could not be read")
	case !s.isFinished():
		all = append(all, key+" reads the rest: "+s.price())
	}
	return all
}

func (s *Storage) retry() string {
	words := " goes on"
	if s.now.verdict.Requests == 0 {
		words = " tries again"
	}
	return s.env.Keys.List.Reload.Help().Key + words
}

// price is what the rest costs, and what there is to spend where that is less.
func (s *Storage) price() string {
	price := "at least " + text.Count(s.rest()) + " requests"
	if s.rest() == 1 {
		price = "at least 1 request"
	}
	if b := s.env.Hub.Budget(); b.Known && b.Remaining < s.rest() {
		price += ", " + text.Count(b.Remaining) + " left this minute"
	}
	return price
}

// Status says of how much the sums are.
func (s *Storage) Status() string {
	parts := s.parts()
	for len(parts) > 1 && text.Width(strings.Join(parts, between)) > s.width-2 {
		// how old it is says less than of how much it is
		parts = parts[1:]
	}
	line := strings.Join(parts, between)
	if text.Width(line) > s.width-2 {
		line, _, _ = strings.Cut(line, ": ") // what it costs, where there is no room for it
	}
	return s.env.Theme.Paint(theme.Dim, text.Truncate(line, s.width-2))
}

const between = " · "

// failed says what is missing, and why.
func (s *Storage) failed() (what, way string) {
	if s.failure == nil {
		return "", ""
	}
	way = strings.TrimSpace(hub.Advice(s.failure) + " " + s.retry() + between +
		s.env.Keys.Global.Failure.Help().Key + " tells more")
	return clean.Line(hub.Sentence(s.failure)), clean.Line(way)
}

// instead is said where there is no row.
func (s *Storage) instead() string {
	switch {
	case s.failure != nil:
		return ""
	case s.isFinished():
		return "There is no namespace " + clean.Line(string(s.of)) +
			", or nothing was pushed to it that you can see."
	case s.reading.Busy():
		return "Looking for what is there …"
	}
	return "Nothing is known yet of what is in these repositories."
}
