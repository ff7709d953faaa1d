package past

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/name"
)

func image(n byte) hub.Digest {
	if n == 0 {
		return hub.Digest{}
	}
	return name.DigestOfSum([32]byte{n})
}

func TestSpansAreJoinedOfRows(t *testing.T) {
	t.Parallel()
	is := func(n byte, since, by hub.Timestamp) span { return span{image(n), since, by} }
	for what, c := range map[string]struct {
		rows []row
		want []span
	}{
		"it is one":  {[]row{{is(1, 10, forever), false}}, []span{is(1, 10, forever)}},
		"it moved":   {[]row{{is(1, 10, 20), false}, {is(2, 20, forever), false}}, []span{is(1, 10, 20), is(2, 20, forever)}},
		"it is gone": {[]row{{is(1, 10, 20), true}}, []span{is(1, 10, 20), is(0, 20, forever)}},
		"it came back": {
			[]row{{is(1, 10, 20), true}, {is(1, 30, forever), false}},
			[]span{is(1, 10, 20), is(0, 20, 30), is(1, 30, forever)},
		},
		"nobody was told what it is, and then it is the same": {
			[]row{{is(1, 10, 20), false}, {is(0, 20, 30), false}, {is(1, 30, forever), false}},
			[]span{is(1, 10, forever)},
		},
		"nobody was told what it is, and then it is another": {
			[]row{{is(1, 10, 20), false}, {is(0, 20, 30), false}, {is(2, 30, forever), false}},
			[]span{is(1, 10, 30), is(2, 30, forever)},
		},
		"it went while nobody was told what it is": {
			[]row{{is(1, 10, 20), false}, {is(0, 20, 30), true}, {is(2, 40, forever), false}},
			[]span{is(1, 10, 30), is(0, 30, 40), is(2, 40, forever)},
		},
		"nobody was ever told": {[]row{{is(0, 10, forever), false}}, nil},
	} {
		assert.Equal(t, c.want, joined(c.rows), what)
	}
}

func TestAnEventIsWhatChangedInAll(t *testing.T) {
	t.Parallel()
	all := joined([]row{
		{span{image(1), 10, 20}, false}, {span{image(2), 20, 30}, true}, {span{image(3), 40, forever}, false},
	})
	for since, want := range map[hub.Timestamp]struct {
		kind          Kind
		before, after byte
		changes       int
	}{
		5:  {Appeared, 0, 3, 4},
		10: {Moved, 1, 3, 3},
		20: {Moved, 2, 3, 2},
		35: {Appeared, 0, 3, 1},
	} {
		e, happened := became(all, since)
		assert.True(t, happened)
		assert.Equal(t, want.kind, e.Kind, since)
		assert.Equal(t, []hub.Digest{image(want.before), image(want.after)}, []hub.Digest{e.Before, e.After}, since)
		assert.Equal(t, want.changes, e.Changes, since)
		assert.Equal(t, hub.Timestamp(40).Time(), e.By)
	}
	_, happened := became(all, 40)
	assert.False(t, happened)
}
