package stale_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
	"tagboat/hub/stale"
)

// world makes rows with few names, digests and moments, so that everything meets everything.
func world(r *rand.Rand, n int) rows {
	var all rows
	word := func() string {
		if r.IntN(15) == 0 {
			return ""
		}
		return strconv.Itoa(r.IntN(6))
	}
	when := func() hub.Timestamp {
		if r.IntN(8) == 0 {
			return 0
		}
		return days(r.IntN(8) * 20)
	}
	for i := range n {
		name := fmt.Sprintf("%d.%d.%d", r.IntN(2), r.IntN(2), i)
		switch r.IntN(6) {
		case 0:
			name = fmt.Sprintf("rc-%d", i)
		case 1:
			name = signatureOf(fmt.Sprint([]string{"i", "m", "u"}[r.IntN(3)], r.IntN(6)))
		case 2:
			name = ""
		}
		if slices.ContainsFunc(all, func(o hub.RepositoryTag) bool { return o.Name == name && name != "" }) {
			continue
		}
		row := hub.RepositoryTag{Repository: api, Tag: hub.Tag{Name: name, Pushed: when(), Pulled: when()}}
		if w := word(); w != "" {
			row.Digest = digest("i" + w)
		}
		if name == "" {
			row.Digest = digest([]string{"m", "u"}[r.IntN(2)] + strconv.Itoa(r.IntN(6)))
		} else {
			row.Images = anyImages(r, word, when)
			row.NamesOnly = r.IntN(20) == 0
		}
		all = append(all, row)
	}
	return all
}

func anyImages(r *rand.Rand, word func() string, when func() hub.Timestamp) (all []hub.Image) {
	for _, p := range []hub.Platform{amd64, arm64, unknown} {
		if w := word(); r.IntN(3) > 0 {
			i := hub.Image{Platform: p, Size: int64(r.IntN(4) * 10), Pulled: when()}
			if w != "" {
				i.Digest = digest("m" + w)
			}
			all = append(all, i)
		}
	}
	return all
}

func anyRules(r *rand.Rand) stale.Wanted {
	yes := func() bool { return r.IntN(2) == 0 }
	w := stale.Wanted{Untagged: yes(), Unpulled: yes()}
	if yes() {
		w.Older = fmt.Sprintf("%dd", 1+r.IntN(120))
	}
	if yes() {
		w.Keep = 1 + r.IntN(4)
	}
	if r.IntN(3) == 0 {
		w.KeepPer = stale.Lines[r.IntN(3)]
	}
	if r.IntN(3) == 0 {
		w.Match = []string{"0.", "rc", "!rc", "pushed:>30d"}[r.IntN(4)]
	}
	if r.IntN(3) == 0 {
		w.Never = []string{"1.0", "rc", "pulled:<50d"}[r.IntN(3)]
	}
	return w
}

// model says once more, the slow way, what goes.
type model struct {
	w     stale.Wanted
	rules stale.Rules
	lock  string // a rule; "": none
	all   rows
	goes  map[int]bool
}

func (m *model) pushed(n int) hub.Timestamp { return max(m.all[n].Pushed, m.all[n].Updated) }

// candidate reports whether a tag counts among the newest and the highest.
func (m *model) candidate(n int) bool {
	t := &m.all[n]
	return t.Name != "" && !t.NamesOnly && !query.IsSignature(t.Name) &&
		(m.w.Match == "" || m.rules.Match.Match(t)) && (m.w.Never == "" || !m.rules.Never.Match(t))
}

func (m *model) isNewest(n int) bool {
	before := 0
	for o := range m.all {
		if m.candidate(o) && m.pushed(o) != 0 && cmp.Or(cmp.Compare(m.pushed(n), m.pushed(o)), cmp.Compare(m.all[o].Name, m.all[n].Name)) < 0 {
			before++
		}
	}
	return m.pushed(n) != 0 && before < m.w.Keep
}

// line is the first numbers of a version; the names of this world have no variants.
func (m *model) line(n int) string {
	numbers := strings.Split(m.all[n].Name, ".")
	if len(numbers) < 3 {
		return ""
	}
	return strings.Join(numbers[:slices.Index(stale.Lines, m.w.KeepPer)+1], ".")
}

func (m *model) isHighest(n int) bool {
	for o := range m.all {
		if m.candidate(o) && m.line(o) == m.line(n) && query.CompareVersions(m.all[o].Name, m.all[n].Name) > 0 {
			return false
		}
	}
	return true
}

// alone reports whether nothing but other rows speaks against that a row goes.
func (m *model) alone(n int) bool {
	t := &m.all[n]
	isUntagged, isSignature := t.Name == "", query.IsSignature(t.Name)
	if t.NamesOnly || t.Digest.IsZero() || m.w.Never != "" && m.rules.Never.Match(t) {
		return false
	}
	if !isUntagged && m.lock != "" && regexp.MustCompile(m.lock).MatchString(t.Name) {
		return false
	}
	if isSignature {
		return true
	}
	version := m.w.KeepPer != "" && !isUntagged && m.line(n) != ""
	about := m.w.Older != "" || m.w.Keep > 0 || m.w.Match != "" || version
	if isUntagged && !m.w.Untagged || !isUntagged && !about || m.w.Match != "" && !m.rules.Match.Match(t) {
		return false
	}
	if !isUntagged && (m.w.Keep > 0 && (m.pushed(n) == 0 || m.isNewest(n)) || version && m.isHighest(n)) {
		return false
	}
	if m.w.Older == "" {
		return true
	}
	limit := hub.TimestampOf(now.Add(-m.rules.Older))
	pulled := t.Pulled
	for i := range t.Platforms() {
		pulled = max(pulled, i.Pulled)
	}
	return m.pushed(n) != 0 && m.pushed(n) < limit && pulled < limit && (pulled != 0 || m.w.Unpulled || isUntagged)
}

func (m *model) holds(n int, d hub.Digest) bool {
	return m.all[n].Digest == d || slices.ContainsFunc(m.all[n].Images, func(i hub.Image) bool { return i.Digest == d })
}

func (m *model) isVague(n int) bool {
	t := &m.all[n]
	return t.Name != "" && (t.Digest.IsZero() || len(t.Images) == 0 || slices.ContainsFunc(t.Images, func(i hub.Image) bool { return i.Digest.IsZero() }))
}

// may reports whether a row goes, other rows considered; of its image only this name is.
func (m *model) may(n int) bool {
	if !m.alone(n) {
		return false
	}
	if m.all[n].Name == "" {
		for o := range m.all {
			if o != n && !m.goes[o] && (m.holds(o, m.all[n].Digest) || m.isVague(o)) {
				return false
			}
		}
		return true
	}
	if !query.IsSignature(m.all[n].Name) {
		return true
	}
	found := false
	signed, _ := hub.ParseDigest("sha256:" + m.all[n].Name[7:71])
	for o := range m.all {
		if m.holds(o, signed) {
			found = true
			if !m.goes[o] {
				return false
			}
		}
	}
	return found
}

// decide adds to what goes for as long as there is something to add.
func (m *model) decide() {
	m.goes = map[int]bool{}
	for changed := true; changed; {
		changed = false
		for n := range m.all {
			image := []int{n}
			if m.all[n].Name != "" && !m.all[n].Digest.IsZero() {
				image = nil
				for o := range m.all {
					if m.all[o].Name != "" && m.all[o].Digest == m.all[n].Digest {
						image = append(image, o)
					}
				}
			}
			if !m.goes[n] && !slices.ContainsFunc(image, func(o int) bool { return !m.may(o) }) {
				for _, o := range image {
					m.goes[o] = true
				}
				changed = true
			}
		}
	}
}

// bytes are the most that is free, and how many manifests of unknown size go.
func (m *model) bytes() (most int64, unknown int) {
	sizes, stays := map[hub.Digest]int64{}, map[hub.Digest]bool{}
	for n, t := range m.all {
		if !m.goes[n] {
			stays[t.Digest] = true
		}
		if len(t.Images) == 0 && !t.Digest.IsZero() {
			sizes[t.Digest] = max(sizes[t.Digest], 0)
		}
		for _, i := range t.Images {
			switch {
			case !i.Digest.IsZero():
				sizes[i.Digest] = max(sizes[i.Digest], i.Size)
				stays[i.Digest] = stays[i.Digest] || !m.goes[n]
			case m.goes[n] && i.Size > 0:
				most += i.Size
			case m.goes[n]:
				unknown++
			}
		}
	}
	for d, size := range sizes {
		if stays[d] {
			continue
		}
		if most += size; size == 0 {
			unknown++
		}
	}
	return most, unknown
}

func TestAPlanIsThatOfAModelThatLooksAtEverythingAgainAndAgain(t *testing.T) {
	gone, untagged, signatures := 0, 0, 0
	for seed := range uint64(5000) {
		r := rand.New(rand.NewPCG(seed, 1))
		all, w := world(r, 1+r.IntN(14)), anyRules(r)
		m := &model{w: w, rules: read(t, w), all: all}
		locks := mutable()
		if r.IntN(3) == 0 {
			m.lock = []string{`^1\.`, "rc", "sig$"}[r.IntN(3)]
			locks = locked("^zzz", m.lock)
		}
		m.decide()
		rules := read(t, w)
		plan := rules.Draft(all, true).Plan(locks)
		for n := range all {
			require.Equal(t, m.goes[n], plan.Goes(n), "seed %d: %+v lock %q: row %d %q: %s", seed, w, m.lock, n, all[n].Name, plan.Reason(n))
			require.NotEmpty(t, plan.Reason(n))
			if plan.Goes(n) {
				gone++
				untagged += map[bool]int{true: 1}[all[n].Name == ""]
				signatures += map[bool]int{true: 1}[query.IsSignature(all[n].Name)]
			}
		}
		most, unknown := m.bytes()
		sum := plan.Sum()
		require.Equal(t, most, sum.AtMost, "seed %d", seed)
		require.Equal(t, unknown, sum.Unknown, "seed %d", seed)
		require.LessOrEqual(t, sum.AtLeast, sum.AtMost)
		require.Equal(t, len(all), sum.Goes()+sum.Stay)
		isSound(t, all, plan)
	}
	assert.Greater(t, gone, 1500)
	assert.Greater(t, untagged, 50)
	assert.Greater(t, signatures, 20)
}

// isSound holds what a plan must never do, whatever its rules say.
func isSound(t *testing.T, all rows, plan *stale.Plan) {
	t.Helper()
	for n := range all {
		for o := range all {
			if !plan.Goes(n) || plan.Goes(o) {
				continue
			}
			if all[n].Name != "" && all[o].Name != "" {
				require.NotEqual(t, all[n].Digest, all[o].Digest, "%q goes and is what %q is", all[n].Name, all[o].Name)
			}
			if all[n].Name == "" {
				require.False(t, all[o].Name != "" && all[o].Has(all[n].Digest), "a part of %q goes", all[o].Name)
			}
		}
	}
}

// layered makes rows whose manifests have layers in common, and tells which.
func layered(r *rand.Rand) (all rows, layers map[hub.Digest]map[int]int64) {
	layers = map[hub.Digest]map[int]int64{}
	for i := range 1 + r.IntN(5) {
		word := fmt.Sprint("m", r.IntN(4))
		of := layers[digest(word)]
		if of == nil {
			of = map[int]int64{}
			for range 1 + r.IntN(3) {
				layer := r.IntN(6)
				of[layer] = int64(1 + layer*layer*10)
			}
			layers[digest(word)] = of
		}
		size := int64(0)
		for _, bytes := range of {
			size += bytes
		}
		age := []int{1, 200}[min(r.IntN(4), 1)]
		all = append(all, index(fmt.Sprint("t", i), fmt.Sprint("i", word), age, age, on(amd64, word, size)))
	}
	return all, layers
}

// free are the bytes of layers that nothing has which stays.
func free(all rows, layers map[hub.Digest]map[int]int64, plan *stale.Plan) (bytes int64) {
	goes, stays := map[int]int64{}, map[int]bool{}
	for n := range all {
		for layer, size := range layers[all[n].Images[0].Digest] {
			goes[layer] = size
			stays[layer] = stays[layer] || !plan.Goes(n)
		}
	}
	for layer, size := range goes {
		if !stays[layer] {
			bytes += size
		}
	}
	return bytes
}

func TestBytesThatAreFreeLieBetweenTheBoundsWhateverLayersAreShared(t *testing.T) {
	met := 0
	for seed := range uint64(2000) {
		all, layers := layered(rand.New(rand.NewPCG(seed, 2)))
		rules := read(t, stale.Wanted{Older: "90d"})
		plan := rules.Draft(all, true).Plan(mutable())
		sum, really := plan.Sum(), free(all, layers, plan)
		require.LessOrEqual(t, sum.AtLeast, really, "seed %d", seed)
		require.GreaterOrEqual(t, sum.AtMost, really, "seed %d", seed)
		if sum.AtLeast > 0 {
			met++
		}
	}
	assert.Greater(t, met, 50)
}
