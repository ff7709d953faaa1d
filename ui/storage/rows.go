package storage

import (
	"strconv"
	"strings"

	"tagboat/hub/storage"
	"tagboat/ui/text"
)

// section is what rows have in common.
type section uint8

const (
	platforms section = iota
	ages
	repositories
	images
)

var titles = [...]string{
	platforms: "PLATFORM", ages: "PUSHED", repositories: "LARGEST REPOSITORIES",
	images: "LARGEST IMAGES",
}

// mostRepositories is how many of the largest are told.
const mostRepositories = 20

// row is a part of the whole, and what finds it in the list of all tags.
type row struct {
	storage.Amount

	section section
	name    string // may be foreign text
	beside  string // more of it
	filter  string // "": none finds it
	unread  bool   // nothing of it was read so far
}

// rowsOf are the rows of a summary, which is whole or is not.
func rowsOf(s *storage.Summary, whole bool) (all []row) {
	for _, p := range s.ByPlatform {
		name, filter := platformWords(&p)
		all = append(all, row{
			Amount: p.Amount, section: platforms, name: name, filter: filter,
			beside: manifests(p.Amount),
		})
	}
	for age := range storage.Ages {
		a := s.ByAge[age]
		if a.Manifests == 0 {
			continue
		}
		name, filter := ageWords(age)
		all = append(all, row{
			Amount: a, section: ages, name: name, filter: filter, beside: manifests(a),
		})
	}
	for _, r := range s.Largest[:min(len(s.Largest), mostRepositories)] {
		all = append(all, row{
			Amount: r.Amount, section: repositories, name: r.Name.Name,
			filter: "repo:^" + r.Name.Name + "$", beside: besideRepository(&r, whole),
			unread: r.Manifests == 0 && !whole,
		})
	}
	for _, i := range s.Images {
		all = append(all, row{
			Amount: i.Amount, section: images, name: imageName(&i), filter: imageFilter(&i),
			beside: besideImage(&i),
		})
	}
	return all
}

func platformWords(p *storage.Platform) (name, filter string) {
	switch p.Kind {
	case storage.Attestations:
		return "attestations", ""
	case storage.Untold:
		return "not told for which", ""
	case storage.Further:
		return "further platforms", ""
	}
	arch := p.Platform.Architecture()
	if v := p.Platform.Variant(); v != "" {
		arch += "/" + v
	}
	filter = "arch:" + arch
	if os := p.Platform.OS(); os != "linux" {
		filter += " os:" + os
	}
	return p.Platform.Short(), filter
}

func ageWords(age storage.Age) (name, filter string) {
	within := [...]string{
		storage.Week: "7 days", storage.Month: "30 days", storage.Quarter: "3 months",
		storage.HalfYear: "6 months", storage.Year: "year",
	}
	from, to := age.Days()
	if from > 0 {
		filter = "pushed:>=" + strconv.Itoa(from) + "d"
	}
	if to > 0 {
		filter = strings.TrimSpace(filter + " pushed:<" + strconv.Itoa(to) + "d")
	}
	switch age {
	case storage.Undated:
		return "unknown when", ""
	case storage.Older:
		return "more than a year ago", filter
	case storage.Week:
		return "in the last " + within[age], filter
	}
	return "before, in the last " + within[age], filter
}

func besideRepository(r *storage.Repository, whole bool) string {
	words := tags(r.Tags)
	if r.Tags == 0 && !whole {
		words = "not read"
	}
	switch {
	case r.Counted > 0:
		return words + ", Hub: " + text.Size(r.Counted)
	case r.Empty:
		return words
	}
	return words + ", Hub: unknown"
}

func imageName(i *storage.Image) string {
	if i.Name == "" {
		return i.Repository.Name + ", untagged"
	}
	return i.Repository.Name + ":" + i.Name
}

func imageFilter(i *storage.Image) string {
	repository := "repo:^" + i.Repository.Name + "$ "
	switch {
	case i.Prefix != "":
		return repository + "digest:sha256:" + i.Prefix
	case i.Name != "":
		return repository + i.Name
	}
	return ""
}

func besideImage(i *storage.Image) string {
	words := manifests(i.Amount)
	switch {
	case i.Names == 2:
		words += ", 1 more name"
	case i.Names > 2:
		words += ", " + text.Count(i.Names-1) + " more names"
	}
	return words
}

func tags(n int) string {
	if n == 1 {
		return "1 tag"
	}
	return text.Count(n) + " tags"
}

func manifests(a storage.Amount) string {
	if a.Manifests == 1 {
		return "1 manifest"
	}
	return text.Count(a.Manifests) + " manifests"
}

// size is an amount in few cells; a plus says that there is more of it.
func (r *row) size() string {
	a := r.Amount
	switch {
	case r.unread || a.Bytes == 0 && !a.IsExact():
		return text.Unknown
	case a.Bytes == 0:
		return "0 B"
	case a.IsExact():
		return text.Size(a.Bytes)
	}
	return text.Size(a.Bytes) + "+"
}

// inFull is an amount in words, with all that is unknown of it.
func inFull(a storage.Amount) string {
	words := text.Size(a.Bytes)
	switch {
	case a.Bytes == 0 && a.IsExact():
		words = "0 B"
	case a.Bytes == 0 && a.Unknown == a.Manifests:
		return "of unknown size"
	case a.Bytes == 0:
		words = "unknown how much"
	case !a.IsExact():
		words = "at least " + words
	}
	return strings.Join(append([]string{words}, unknown(a)...), ", ")
}

// unknown says what is not known of an amount.
func unknown(a storage.Amount) (words []string) {
	if a.Unknown > 0 {
		words = append(words, text.Count(a.Unknown)+" of them of unknown size")
	}
	if a.Unsure > 0 {
		words = append(words,
			text.Size(a.Unsure)+" without a digest, which may be counted already")
	}
	return words
}

// percent is the share of a part.
func percent(part, whole int64) string {
	switch {
	case part <= 0 || whole <= 0:
		return ""
	case part >= whole:
		return "100%"
	case float64(part) < float64(whole)/100:
		return "<1%"
	}
	return strconv.Itoa(int(float64(part)/float64(whole)*100)) + "%"
}
