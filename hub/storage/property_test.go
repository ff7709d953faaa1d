package storage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/siblings"
	"tagboat/hub/storage"
)

// model says once more, the slow way, where the bytes are.
type model struct {
	rows []hub.RepositoryTag
	// what is known of the manifests by their digests, or by where they stand
	size     map[string]int64
	platform map[string]string
	holds    map[string][]string // the manifests of an image
}

func modelOf(told []hub.RepositoryTag) *model {
	m := &model{size: map[string]int64{}, platform: map[string]string{}, holds: map[string][]string{}}
	for i := range told {
		t := told[i]
		m.learn(t)
		at := slices.IndexFunc(m.rows, func(o hub.RepositoryTag) bool { return o.Key() == t.Key() })
		if at >= 0 {
			m.rows[at] = t
		} else {
			m.rows = append(m.rows, t)
		}
	}
	return m
}

func imageOf(t hub.RepositoryTag) string {
	if t.Digest.IsZero() {
		return "? tag " + t.Key()
	}
	return t.Digest.String()
}

func (m *model) learn(t hub.RepositoryTag) {
	image := imageOf(t)
	var all []string
	for i, one := range t.Images {
		name := one.Digest.String()
		if name == "" {
			name = fmt.Sprint("? platform ", i, " of ", image)
		}
		m.note(name, one.Size)
		m.platform[name] = kindOf(one.Platform)
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	if all == nil {
		if m.holds[image] != nil {
			return
		}
		size := t.FullSize
		if t.IsIndex() || t.MediaType == (hub.Symbol{}) {
			size = 0
		}
		m.note(image, size)
		all = []string{image}
	}
	m.holds[image] = all
}

func (m *model) note(manifest string, size int64) {
	if size > 0 {
		m.size[manifest] = size
	}
}

func kindOf(p hub.Platform) string {
	if p.IsUnknown() {
		return "attestations"
	}
	return p.String()
}

func (m *model) amount(of map[string]bool) (a storage.Amount) {
	for name := range of {
		a.Manifests++
		switch size := m.size[name]; {
		case size == 0:
			a.Unknown++
		case name[0] == '?':
			a.Unsure += size
		default:
			a.Bytes += size
		}
	}
	return a
}

// where are the manifests of the rows for which keep is true.
func (m *model) where(keep func(t hub.RepositoryTag, manifest string) bool) storage.Amount {
	of := map[string]bool{}
	for _, t := range m.rows {
		for _, name := range m.holds[imageOf(t)] {
			if keep(t, name) {
				of[name] = true
			}
		}
	}
	return m.amount(of)
}

// newest is how many days ago the newest push was of what names a manifest; -1: nobody told.
func (m *model) newest(manifest string) int {
	newest := -1
	for _, t := range m.rows {
		if t.Pushed == 0 || !slices.Contains(m.holds[imageOf(t)], manifest) {
			continue
		}
		days := int(today.Sub(t.Pushed.Time()).Hours() / 24)
		if newest < 0 || days < newest {
			newest = days
		}
	}
	return newest
}

func isOfAge(days int, a storage.Age) bool {
	from, to := a.Days()
	if a == storage.Undated || days < 0 {
		return a == storage.Undated && days < 0
	}
	return days >= from && (to == 0 || days < to)
}

func check(t *testing.T, m *model, s storage.Summary) {
	t.Helper()
	every := func(hub.RepositoryTag, string) bool { return true }
	assert.Equal(t, m.where(every), s.All)
	for age := range storage.Ages {
		assert.Equal(t, m.where(func(_ hub.RepositoryTag, manifest string) bool {
			return isOfAge(m.newest(manifest), age)
		}), s.ByAge[age], "age %d", age)
	}
	for _, p := range s.ByPlatform {
		kind := map[storage.PlatformKind]string{
			storage.ForPlatform: p.Platform.String(), storage.Attestations: "attestations",
		}[p.Kind]
		assert.Equal(t, m.where(func(_ hub.RepositoryTag, manifest string) bool {
			return m.platform[manifest] == kind
		}), p.Amount, "platform %q", kind)
	}
	sum, shared := storage.Amount{}, int64(0)
	for _, p := range s.ByPlatform {
		sum.Bytes, sum.Manifests = sum.Bytes+p.Bytes, sum.Manifests+p.Manifests
	}
	assert.Equal(t, s.All.Bytes, sum.Bytes, "what is told apart adds up")
	assert.Equal(t, s.All.Manifests, sum.Manifests)
	for _, r := range s.Largest {
		isIn := func(t hub.RepositoryTag, _ string) bool { return t.Repository == r.Name }
		assert.Equal(t, m.where(isIn), r.Amount, r.Name.Name)
		shared += r.Bytes
	}
	assert.Equal(t, shared-s.All.Bytes, s.Shared)
	checkImages(t, m, s.Images)
}

func checkImages(t *testing.T, m *model, told []storage.Image) {
	t.Helper()
	type image struct {
		in     hub.RepositoryName
		digest string
	}
	names, large := map[image][]string{}, map[image]storage.Amount{}
	for _, row := range m.rows {
		of := image{row.Repository, imageOf(row)}
		manifests := map[string]bool{}
		for _, name := range m.holds[of.digest] {
			manifests[name] = true
		}
		if a := m.amount(manifests); a.Bytes+a.Unsure > 0 {
			large[of] = a
		}
		if row.Name != "" {
			names[of] = append(names[of], row.Name)
		}
	}
	assert.Len(t, told, min(len(large), storage.MostImages))
	for i, one := range told {
		if i > 0 {
			before := told[i-1]
			assert.LessOrEqual(t, one.Bytes+one.Unsure, before.Bytes+before.Unsure)
		}
		found := false
		for of, amount := range large {
			slices.SortFunc(names[of], siblings.Compare)
			found = found || of.in == one.Repository && amount == one.Amount &&
				len(names[of]) == one.Names && (one.Names == 0 || names[of][0] == one.Name)
			if amount.Bytes+amount.Unsure > told[len(told)-1].Bytes+told[len(told)-1].Unsure {
				assert.True(t, slices.ContainsFunc(told, func(o storage.Image) bool {
					return o.Repository == of.in && o.Amount == amount
				}), "%v is larger than the last", of)
			}
		}
		assert.True(t, found, "%+v", one)
	}
}

func TestTheSumsAreThoseOfTheSlowWayHoweverTheRowsCome(t *testing.T) {
	for seed := range uint64(200) {
		dice := rand.New(rand.NewPCG(seed, 1))
		told := namespace(dice, 1+dice.IntN(60))
		var u storage.Usage
		for i := 0; i < len(told); {
			n := min(1+dice.IntN(9), len(told)-i)
			u.AddTags(told[i : i+n])
			i += n
			if dice.IntN(4) == 0 {
				check(t, modelOf(told[:i]), u.Summary(today))
			}
		}
		check(t, modelOf(told), u.Summary(today))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestNoOrderOfTheRowsChangesAnything(t *testing.T) {
	for seed := range uint64(50) {
		dice := rand.New(rand.NewPCG(seed, 2))
		told := modelOf(namespace(dice, 60)).rows // each once
		want := summary(told...)
		dice.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })
		got := summary(told...)
		assert.Equal(t, want, got, "seed %d", seed)
	}
}

func TestWhatIsNotToldAgainIsGone(t *testing.T) {
	for seed := range uint64(50) {
		dice := rand.New(rand.NewPCG(seed, 3))
		earlier, now := namespace(dice, 40), namespace(dice, 20)
		var u storage.Usage
		u.AddTags(earlier)
		u.Again()
		u.AddTags(now)
		u.Settle()
		m := modelOf(slices.Concat(earlier, now)) // what a digest holds is known for good
		m.rows = modelOf(now).rows
		check(t, m, u.Summary(today))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}
