package wire

import (
	"errors"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"tagboat/hub/name"
)

// Badge says who vouches for a public repository.
type Badge uint8 //nolint:recvcheck // It is read by pointer and asked by value.

// The badges. UnknownBadge is that of a row whose route does not tell, and in a query any badge.
const (
	UnknownBadge Badge = iota
	Community
	Official
	VerifiedPublisher
	SponsoredOpenSource
	HardenedImage // of Docker's own, on dhi.io and not on Docker Hub
)

// badges are the Hub's words (Hub API notes, "v4").
var badges = map[Badge]string{
	Community: "none", Official: "official", VerifiedPublisher: "verified_publisher",
	SponsoredOpenSource: "open_source",
	HardenedImage:       "dhi",
}

// String is the badge in words for a person; empty for UnknownBadge.
func (b Badge) String() string {
	return [...]string{
		"", "community", "official", "verified publisher", "sponsored open source",
		"Docker Hardened Image",
	}[b]
}

// SearchResult is a public repository that was found. What the route does not tell is zero, or -1
// where zero means something.
type SearchResult struct {
	Name             name.Repository
	Description      string // short; foreign text
	Badge            Badge
	Stars            int64  // -1 unknown
	Pulls            int64  // -1 unknown
	PullsText        Symbol // a bucket such as "1B+"; empty unknown
	Updated          Timestamp
	Type             Symbol // "image", "plugin", "extension", "model"
	Architectures    []string
	OperatingSystems []string
	Archived         bool
}

// Elsewhere is why a result has no page and no tags here, or nil: search finds Docker Hardened
// Images among the rest, which are not on Docker Hub (Hub API notes, "Facts added in November
// 2026").
func (r *SearchResult) Elsewhere() error {
	if !r.Name.IsHardened() {
		return nil
	}
	return &name.HardenedError{Image: r.Name.Name}
}

// Word is how the Hub calls a badge in a query; empty for UnknownBadge.
func (b Badge) Word() string { return badges[b] }

// UnmarshalJSONFrom knows the Hub's words; null is no badge, and a word that is new tells nothing.
func (b *Badge) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if *b = UnknownBadge; dec.PeekKind() == 'n' {
		*b = Community
		return dec.SkipValue()
	}
	text, err := stringOf(dec, short{}.most())
	for badge, word := range badges {
		if string(text) == word {
			*b = badge
		}
	}
	return err
}

// foundRow is a row of the Hub's search. The id is namespace/name; the name may be one for display.
type foundRow struct {
	ID               Text      `json:"id"`
	Slug             Text      `json:"slug"`
	Name             Text      `json:"name"`
	Description      Long      `json:"short_description"`
	Badge            Badge     `json:"badge"`
	Stars            Number    `json:"star_count"`
	Pulls            Number    `json:"raw_pull_count"`
	PullsText        word      `json:"pull_count"`
	Updated          Timestamp `json:"updated_at"`
	Type             word      `json:"type"`
	Architectures    labels    `json:"architectures"`
	OperatingSystems labels    `json:"operating_systems"`
	Archived         Flag      `json:"archived"`
}

func (*foundRow) begin(*words) {}

func (r *foundRow) value(w *words) (SearchResult, bool) {
	v := SearchResult{
		Description: string(r.Description), Badge: r.Badge, Stars: r.Stars.OrUnknown(),
		Pulls: r.Pulls.OrUnknown(), PullsText: w.symbol(&r.PullsText),
		Updated: r.Updated, Type: w.symbol(&r.Type), Architectures: namesOf(r.Architectures),
		OperatingSystems: namesOf(r.OperatingSystems),
		Archived:         bool(r.Archived),
	}
	return v, called(&v, string(r.ID), string(r.Slug), string(r.Name))
}

// plainRow is a row of an older search, which writes official images bare and knows no other badge:
// the Hub's and the index's, which call the same by two names.
type plainRow struct {
	Name             Text   `json:"name"`
	RepoName         Text   `json:"repo_name"`
	Description      Long   `json:"description"`
	ShortDescription Long   `json:"short_description"`
	Stars            Number `json:"star_count"`
	Pulls            Number `json:"pull_count"`
	Official         Flag   `json:"is_official"`
}

func (*plainRow) begin(*words) {}

func (r *plainRow) plain(text, description string) (SearchResult, bool) {
	v := SearchResult{
		Description: description, Stars: r.Stars.OrUnknown(), Pulls: r.Pulls.OrUnknown(),
	}
	if r.Official {
		v.Badge = Official
	}
	repository, err := name.ParseRepository(text)
	v.Name = repository
	return v, err == nil || isHardened(err) && hardened(&v, []string{text})
}

type olderRow struct{ plainRow }

func (r *olderRow) value(*words) (SearchResult, bool) {
	return r.plain(string(r.RepoName), string(r.ShortDescription))
}

type indexRow struct{ plainRow }

func (r *indexRow) value(*words) (SearchResult, bool) {
	return r.plain(string(r.Name), string(r.Description))
}

// ReadFound reads a page of the Hub's search: {"total","results"}, where results may be null.
func ReadFound(body []byte) (Page[SearchResult], error) {
	return readPage(body, byTotal[SearchResult, foundRow])
}

// ReadOlderFound reads a page of the Hub's older search: {"count","results"} and more.
func ReadOlderFound(body []byte) (Page[SearchResult], error) {
	return readPage(body, byCount[SearchResult, olderRow])
}

// ReadIndexFound reads a page of the index: {"num_results","results"} and more.
func ReadIndexFound(body []byte) (Page[SearchResult], error) {
	return readPage(body, byFound[SearchResult, indexRow])
}

// called puts the name in. A bare name is believed of an official image only: elsewhere it is
// one for display.
func called(r *SearchResult, texts ...string) bool {
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

// hardened names a Docker Hardened Image: how search writes its id was never recorded, so what
// stands after dhi is believed first, then the end of a path, then a word alone.
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
	r.Name = name.Repository{Namespace: name.Hardened, Name: last}
	return true
}
