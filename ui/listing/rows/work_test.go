package rows

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/query"
)

// atOnce ends a slice after its first step.
func atOnce() bool { return true }

func TestAFilterIsWorkedOffInSlicesWhileTheFormerViewStays(t *testing.T) {
	s := New(query.Tags(), tagKey)
	s.Append(benchTags(10_000))
	s.SetFilter(parseTags("~ap3"))
	slices, last := 0, 0
	for !s.Work(atOnce) {
		slices++
		asked, of := s.Progress()
		assert.Greater(t, asked, last)
		assert.Equal(t, 10_000, of)
		assert.Equal(t, 10_000, s.Shown(), "the former view stays shown")
		last = asked
	}
	assert.Greater(t, slices, 5)
	assert.Equal(t, 1250, s.Shown())
	asked, of := s.Progress()
	assert.Zero(t, asked+of)
}

func TestPagesThatComeDuringAFilterAreFiltered(t *testing.T) {
	all := benchTags(10_000)
	s := New(query.Tags(), tagKey)
	s.Append(all[:6000])
	s.SetFilter(parseTags("alp !rc"))
	s.Work(atOnce)
	s.Work(atOnce)
	changed := all[10]
	changed.FullSize = 1
	s.Append(append([]hub.Tag{changed}, all[6000:]...))
	s.Finish()
	at := 0
	for i := range all {
		if filter := parseTags("alp !rc"); filter.Match(&all[i]) {
			require.Equal(t, all[i].Name, s.Row(s.At(at)).Name)
			at++
		}
	}
	assert.Equal(t, at, s.Shown())
}

func TestGoingBackToAFormerFilterNeedsNoWork(t *testing.T) {
	s := New(query.Tags(), tagKey)
	s.Append(benchTags(5000))
	words := []string{"", "a", "al", "alp", "alpi", "alpin", "alpine", "alpine3"}
	counts := map[string]int{}
	for _, text := range words {
		setFilter(s, text)
		counts[text] = s.Shown()
	}
	for _, word := range slices.Backward(words) {
		s.SetFilter(parseTags(word))
		assert.Nil(t, s.pending, word)
		assert.Equal(t, counts[word], s.Shown(), word)
	}
	long := ""
	for range 3 * depth {
		long += "1"
		setFilter(s, long)
		assert.LessOrEqual(t, len(s.levels), depth+1)
	}
	setFilter(s, "alp")
	assert.Equal(t, counts["alp"], s.Shown())
}

func TestASortRunsElsewhereWhilePagesArrive(t *testing.T) {
	all := benchTags(4000)
	s := New(query.Tags(), tagKey)
	s.Append(all[:3000])
	setFilter(s, "alp")
	version := by(t, "version")
	job := s.SetOrder(version)
	assert.True(t, s.Sorting())
	done := make(chan struct{})
	go func() {
		job.Run()
		close(done)
	}()
	for from := 3000; from < 4000; from += 100 {
		s.Append(all[from : from+100])
	}
	replaced := all[7]
	replaced.FullSize = 1
	s.Append([]hub.Tag{replaced, replaced})
	<-done
	require.True(t, s.Apply(job))
	assert.False(t, s.Sorting())
	once := New(query.Tags(), tagKey)
	once.Append(all)
	once.Sort(version)
	setFilter(once, "alp")
	assert.Equal(t, shown(once), shown(s))
	now := s.Order()
	assert.Equal(t, "version", now.By.Name)
	assert.False(t, now.Reversed)
}

func TestASortThatIsNoLongerWantedIsRefused(t *testing.T) {
	s := storeOf("1.9 1.10 1.8")
	first := s.SetOrder(by(t, "version"))
	assert.False(t, s.Apply(first), "it has not run")
	second := s.SetOrder(by(t, "name"))
	first.Run()
	assert.False(t, s.Apply(first))
	assert.Equal(t, "1.9 1.10 1.8", shown(s))
	second.Run()
	assert.True(t, s.Apply(second))
	assert.Equal(t, "1.10 1.8 1.9", shown(s))
	assert.False(t, s.Apply(second))
	assert.False(t, s.Apply(nil))
	s.Sort(Order[hub.Tag]{})
	assert.Equal(t, "1.9 1.10 1.8", shown(s))
}
