package storage

import (
	"cmp"
	"encoding/hex"
	"math"
	"slices"
	"time"

	"tagboat/hub"
	"tagboat/hub/siblings"
)

// MostImages is how many of the largest images are told.
const MostImages = 10

// Amount is how large some manifests are together, each counted once.
type Amount struct { //nolint:recvcheck // It is added to, and then told as a value.
	Manifests int
	Bytes     int64 // of which that is certain
	Unsure    int64 // more, of what has no digest and may be the same as something else
	Unknown   int   // manifests whose size nobody told: they count with nothing
}

// IsExact reports whether it is all certain.
func (a Amount) IsExact() bool { return a.Unsure == 0 && a.Unknown == 0 }

func (a *Amount) add(m *manifest) {
	a.Manifests++
	switch {
	case m.size == 0:
		a.Unknown++
	case m.anonymous:
		a.Unsure = plus(a.Unsure, m.size)
	default:
		a.Bytes = plus(a.Bytes, m.size)
	}
}

// plus stays at the largest number that there is: sizes are what somebody else wrote.
func plus(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// Summary is where the bytes of a namespace are, as far as was told.
type Summary struct {
	Repositories int // that were told of, be it with a tag
	Listed       int // of those, such of which a row was told
	Tags         int
	Untagged     int // manifests that no tag points at

	Counted   int64 // bytes of the repositories, as the Hub counts them
	Uncounted int   // repositories of which it does not say

	All        Amount // every manifest once
	ByPlatform []Platform
	ByAge      [Ages]Amount // of the newest push of what names them

	Largest []Repository // all, the largest first
	Shared  int64        // bytes by which the sum of them is larger than All
	Images  []Image      // the largest
}

// Platform is what is for one platform.
type Platform struct {
	Amount

	Platform hub.Platform
	// Kind says what it is where it is no platform.
	Kind PlatformKind
}

// PlatformKind tells what is for a platform from the rest.
type PlatformKind uint8

// The kinds. Attestations are stored beside images, under a platform that is none.
const (
	ForPlatform PlatformKind = iota
	Attestations
	Untold  // nobody told for which platform it is
	Further // platforms beyond the most that are told apart
)

// Repository is a repository by itself: what it shares with another counts.
type Repository struct {
	Amount

	Name    hub.RepositoryName
	Counted int64 // bytes as the Hub counts them; 0: it does not say
	Empty   bool  // as the Hub says
	Tags    int
}

// Image is what one or several tags of a repository point at, with all its platforms.
type Image struct {
	Amount

	Repository hub.RepositoryName
	Name       string // the most specific; "" where no tag points at it
	Names      int
	Prefix     string // the first digits of its digest; "" where that is unknown

	number uint32
}

// Summary sums up what was told so far. It takes a time that grows with the rows.
func (u *Usage) Summary(now time.Time) Summary {
	s := Summary{}
	for i := range u.manifests.Len() {
		u.manifests.Row(i).age = Ages
	}
	for number := range u.repositories {
		u.sum(&s, uint32(number), hub.TimestampOf(now))
	}
	u.whole(&s)
	slices.SortFunc(s.Largest, func(a, b Repository) int {
		return cmp.Or(larger(a.Amount, b.Amount), cmp.Compare(b.Counted, a.Counted),
			cmp.Compare(a.Name.Name, b.Name.Name))
	})
	for i := range s.Images {
		u.name(&s.Images[i])
	}
	return s
}

func larger(a, b Amount) int {
	return cmp.Or(
		cmp.Compare(plus(b.Bytes, b.Unsure), plus(a.Bytes, a.Unsure)),
		cmp.Compare(b.Unknown, a.Unknown),
	)
}

// sum adds a repository, and notes of its manifests that they are there, and since when.
func (u *Usage) sum(s *Summary, number uint32, now hub.Timestamp) {
	from := &u.repositories[number]
	r := Repository{Name: from.name, Counted: from.counted, Empty: from.empty}
	rows := 0
	u.stamp++
	for at := from.first; at != none; {
		one := u.rows.Row(int(at))
		at = one.next
		if one.gone {
			continue
		}
		rows++
		if one.name == untagged {
			s.Untagged++
		} else {
			r.Tags++
		}
		u.count(s, &r, one, ageOf(one.pushed, now))
	}
	if rows == 0 && !from.told {
		return
	}
	s.Repositories++
	if rows > 0 {
		s.Listed++
	}
	s.Tags += r.Tags
	s.Counted = plus(s.Counted, r.Counted)
	if r.Counted == 0 && !r.Empty {
		s.Uncounted++
	}
	s.Shared = plus(s.Shared, r.Bytes)
	s.Largest = append(s.Largest, r)
}

// count adds a row's image to its repository, where it is the first of its names.
func (u *Usage) count(s *Summary, r *Repository, of *row, age Age) {
	i := u.images.Row(int(of.image))
	isNew := i.stamp != u.stamp
	i.stamp = u.stamp
	whole := Image{Repository: r.Name, number: of.image}
	for _, number := range u.of(i) {
		m := u.manifests.Row(int(number))
		m.age = min(m.age, age)
		if !isNew {
			continue
		}
		whole.add(m)
		if m.stamp != u.stamp {
			m.stamp = u.stamp
			r.add(m)
		}
	}
	if isNew && plus(whole.Bytes, whole.Unsure) > 0 {
		s.Images = among(s.Images, whole, func(a, b Image) int {
			return cmp.Or(larger(a.Amount, b.Amount),
				cmp.Compare(a.Repository.Name, b.Repository.Name),
				slices.Compare(u.images.Row(int(a.number)).digest[:],
					u.images.Row(int(b.number)).digest[:]))
		})
	}
}

// among are the largest images with one more.
func among(all []Image, one Image, compare func(a, b Image) int) []Image {
	if len(all) == MostImages && compare(all[len(all)-1], one) <= 0 {
		return all
	}
	at, _ := slices.BinarySearchFunc(all, one, compare)
	return slices.Insert(all, at, one)[:min(len(all)+1, MostImages)]
}

// whole adds every manifest that is there, once.
func (u *Usage) whole(s *Summary) {
	of := make([]Amount, others+1+len(u.platforms.all))
	for i := range u.manifests.Len() {
		if m := u.manifests.Row(i); m.age < Ages {
			s.All.add(m)
			s.ByAge[m.age].add(m)
			of[m.platform].add(m)
		}
	}
	s.Shared -= s.All.Bytes
	for number, amount := range of {
		if amount.Manifests > 0 {
			s.ByPlatform = append(s.ByPlatform, u.platforms.told(number, amount))
		}
	}
	slices.SortFunc(s.ByPlatform, func(a, b Platform) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), larger(a.Amount, b.Amount),
			a.Platform.Compare(b.Platform))
	})
}

func (p *platforms) told(number int, of Amount) Platform {
	switch {
	case number == untold:
		return Platform{Amount: of, Kind: Untold}
	case number == others:
		return Platform{Amount: of, Kind: Further}
	case p.all[number-others-1].IsUnknown():
		return Platform{Amount: of, Kind: Attestations}
	}
	return Platform{Amount: of, Platform: p.all[number-others-1]}
}

// name finds the names of an image.
func (u *Usage) name(i *Image) {
	for at := u.repositories[u.numbers[i.Repository]].first; at != none; {
		r := u.rows.Row(int(at))
		at = r.next
		if r.gone || r.image != i.number || r.name == untagged {
			continue
		}
		name := u.names.Name(r.name)
		if i.Names == 0 || siblings.Compare(name, i.Name) < 0 {
			i.Name = name
		}
		i.Names++
	}
	if of := u.images.Row(int(i.number)); !of.anonymous {
		i.Prefix = hex.EncodeToString(of.digest[:])
	}
	i.number = 0 // which says in what order they came
}
