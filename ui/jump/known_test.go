package jump_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/ui/jump"
	"tagboat/ui/screen"
)

func TestWhatWasFoundBeforeAllNamesWereThereIsReplacedUnlessSomebodyChooses(t *testing.T) {
	for _, pressed := range []string{"", "down"} {
		s := tell(t, 72, 19, nil)
		s.types("api")
		if pressed != "" {
			s.press(pressed)
		}
		before := s.rows()
		s.names.SeeTagNames(hub.RepositoryName{Namespace: "api", Name: "api"}, []byte("api\n"))
		s.run(s.box.Update(jump.Known{}))
		assert.Equal(t, before, s.rows(), "more may come")
		s.run(s.box.Update(jump.Known{All: true}))
		if pressed == "" {
			assert.Equal(t, "api/api", s.rows()[0])
			assert.NotEqual(t, before, s.rows())
		} else {
			assert.Equal(t, before, s.rows())
		}
		before = s.rows()
		s.names.See(s.place("api/api:api"))
		s.run(s.box.Update(screen.Learned{}))
		assert.Equal(t, before, s.rows(), "it is done once")
	}
}

func TestWhereNothingIsFoundNamesThatComeAreSearched(t *testing.T) {
	s := tell(t, 72, 19, nil)
	s.types("^lighthouse")
	assert.Empty(t, s.rows())
	s.names.SeeTagNames(hub.RepositoryName{Namespace: "lighthouse", Name: "lamp"}, []byte("1\n"))
	s.run(s.box.Update(jump.Known{}))
	assert.Equal(t, []string{"lighthouse/lamp", "lighthouse/lamp:1"}, s.rows())
}

func TestItIsSaidWhenMoreMatchThanCanBeScrolledThrough(t *testing.T) {
	s := tell(t, 72, 19, nil)
	for i := range 150 {
		s.names.See(s.place(fmt.Sprintf("many/of:%d", i)))
	}
	s.types("many")
	assert.Contains(t, s.picture(), "best 100 of 150 · 165 names known")
	s.types(" 149")
	assert.Contains(t, s.picture(), "1 of 165 names known")
}
