package hub

import (
	"errors"
	"slices"
	"strings"

	"tagboat/hub/name"
)

// readHits reads a page of the Hub's search: {"total","results"}, where results may be null.
func readHits(body []byte) (envelope[SearchResult], error) {
	return readFound(body, "total", (*scanner).hit)
}

// readOlderHits reads a page of the Hub's older search: {"count","results"} and more.
func readOlderHits(body []byte) (envelope[SearchResult], error) {
	return readFound(body, "count", func(s *scanner) (SearchResult, bool, error) {
		return s.plainHit("repo_name", "short_description")
	})
}

// readIndexHits reads a page of the index: {"num_results","results"} and more.
func readIndexHits(body []byte) (envelope[SearchResult], error) {
	return readFound(body, "num_results", func(s *scanner) (SearchResult, bool, error) {
		return s.plainHit("name", "description")
	})
}

func readFound(body []byte, total string, row func(*scanner) (SearchResult, bool, error)) (envelope[SearchResult], error) {
	page := envelope[SearchResult]{count: -1}
	listed := false
	s := newScanner(body)
	_, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case total:
			err = s.count(&page.count)
		case "results":
			listed, err = readRows(s, &page, row)
		default:
			err = s.dec.SkipValue()
		}
		return err
	})
	if err == nil {
		err = s.end()
	}
	if err == nil && !listed {
		err = errNoRows
	}
	return page, err
}

// named are the ways in which the Hub's search names one repository. The id is namespace/name; the name may be one for display.
type named struct{ id, slug, name string }

// hit reads a row of the Hub's search. One without the name of a repository is told by false.
func (s *scanner) hit() (SearchResult, bool, error) {
	r := SearchResult{Stars: -1, Pulls: -1}
	var called named
	object, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case "id":
			called.id, _, err = s.text(maxText)
		case "slug":
			called.slug, _, err = s.text(maxText)
		case "name":
			called.name, _, err = s.text(maxText)
		case "short_description":
			r.Description, _, err = s.text(maxLong)
		case "badge":
			r.Badge, err = s.badge()
		default:
			err = s.hitRest(&r, name)
		}
		return err
	})
	known := called.repository(&r)
	return r, object && known, err
}

func (s *scanner) hitRest(r *SearchResult, name []byte) (err error) {
	switch string(name) {
	case "star_count":
		r.Stars, err = s.known()
	case "raw_pull_count":
		r.Pulls, err = s.known()
	case "pull_count":
		r.PullsText, err = s.word()
	case "updated_at":
		r.Updated, err = s.time()
	case "type":
		r.Type, err = s.word()
	case "architectures":
		r.Architectures, err = s.labels()
	case "operating_systems":
		r.OperatingSystems, err = s.labels()
	case "archived":
		r.Archived, err = s.bool()
	default:
		err = s.dec.SkipValue()
	}
	return err
}

// repository puts the name in. A bare name is believed of an official image only: elsewhere it is one
// for display.
func (n named) repository(r *SearchResult) bool {
	texts := []string{n.id, n.slug, n.name}
	for _, text := range texts {
		if _, err := name.ParseRepository(text); isHardened(err) || r.Badge == HardenedImage {
			return hardened(r, texts)
		}
	}
	for _, text := range texts {
		if !strings.Contains(text, "/") && r.Badge != Official {
			continue
		}
		if repository, err := name.ParseRepository(text); err == nil {
			r.Name = repository
			return true
		}
	}
	return false
}

func isHardened(err error) bool {
	_, ok := errors.AsType[*name.HardenedError](err)
	return ok
}

// hardened names a Docker Hardened Image: how search writes its id was never recorded, so what stands
// after dhi is believed first, then the end of a path, then a word alone.
func hardened(r *SearchResult, texts []string) bool {
	r.Badge = HardenedImage
	for _, text := range texts {
		if _, err := name.ParseRepository(text); isHardened(err) {
			return image(r, text)
		}
	}
	for _, text := range texts {
		if strings.Contains(text, "/") && image(r, text) {
			return true
		}
	}
	return slices.ContainsFunc(texts, func(text string) bool { return image(r, text) })
}

// image takes the end of a path for an image's name, if it can be one.
func image(r *SearchResult, text string) bool {
	last := text[strings.LastIndexByte(text, '/')+1:]
	if _, err := name.ParseRepository(string(name.Official) + "/" + last); err != nil {
		return false
	}
	r.Name = RepositoryName{Namespace: name.Hardened, Name: last}
	return true
}

// badge knows the Hub's words; null is no badge, and a word that is new tells nothing.
func (s *scanner) badge() (Badge, error) {
	if s.dec.PeekKind() == 'n' {
		return Community, s.dec.SkipValue()
	}
	b, err := s.bytes(maxText)
	for badge, word := range badges {
		if string(b) == word {
			return badge, err
		}
	}
	return UnknownBadge, err
}

// known is a number that cannot be negative; -1 where there is none.
func (s *scanner) known() (int64, error) {
	n, whole, err := s.number()
	if !whole || n < 0 {
		n = -1
	}
	return n, err
}

// labels reads [{"name","label"}], of which the name is that of a platform.
func (s *scanner) labels() ([]string, error) {
	var all []string
	_, err := s.array(func() error {
		var w Word
		_, err := s.object(func(name []byte) (err error) {
			if string(name) == "name" {
				w, err = s.word()
				return err
			}
			return s.dec.SkipValue()
		})
		if text := w.String(); text != "" && len(all) < maxItems {
			all = append(all, text)
		}
		return err
	})
	return all, err
}

// plainHit reads a row of an older search, which writes official images bare and knows no other badge.
func (s *scanner) plainHit(called, described string) (SearchResult, bool, error) {
	r := SearchResult{Stars: -1, Pulls: -1}
	var text string
	object, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case called:
			text, _, err = s.text(maxText)
		case described:
			r.Description, _, err = s.text(maxLong)
		case "star_count":
			r.Stars, err = s.known()
		case "pull_count":
			r.Pulls, err = s.known()
		case "is_official":
			var official bool
			if official, err = s.bool(); official {
				r.Badge = Official
			}
		default:
			err = s.dec.SkipValue()
		}
		return err
	})
	repository, unnamed := name.ParseRepository(text)
	r.Name = repository
	if isHardened(unnamed) && hardened(&r, []string{text}) {
		unnamed = nil
	}
	return r, object && unnamed == nil, err
}
