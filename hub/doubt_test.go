package hub_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// refusals are answers that are not repeated where a person asks and sees them at once.
var refusals = map[string]struct {
	do   hubtest.Action
	kind hub.Kind
}{
	"a 403":                   {hubtest.Forbidden("no"), hub.Forbidden},
	"a wall's page":           {hubtest.Answer(403, "text/html", "<html>denied"), hub.BotChallenge},
	"a challenge":             {hubtest.Answer(200, "text/html", "<html>Just a moment"), hub.BotChallenge},
	"a proxy that wants more": {hubtest.Answer(407, "text/html", "<html>log in"), hub.Proxy},
	"a 404":                   {hubtest.NotFound(), hub.NotFound},
	"a 410":                   {hubtest.Answer(410, "application/json", `{"message":"gone"}`), hub.NotFound},
	"a page that is not here": {hubtest.Answer(404, "text/html", "<html>not found"), hub.Refused},
	"a 451":                   {hubtest.Answer(451, "application/json", `{"message":"no"}`), hub.Refused},
	"a 501":                   {hubtest.Answer(501, "application/json", `{"message":"no"}`), hub.Unavailable},
}

func TestARefusalOnTheWayThroughAListIsBelievedTheSecondTime(t *testing.T) {
	for name, c := range refusals {
		for _, page := range []int{2, 4} {
			t.Run(name+", once", func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := people(time.Now())
					want := shelf(w, "acme/museum", 350)
					s := at(t, w)
					s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: page, Times: 1}, Do: c.do})
					r := s.client.Tags(museum, hub.Newest).Reader()
					got, _, err := names(t.Context(), r, 0)
					require.NoError(t, err)
					assert.Equal(t, want, got)
					assert.Equal(t, hub.Complete, r.Verdict().State)
				})
			})
		}
		t.Run(name+", always", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				want := shelf(w, "acme/museum", 350)
				s := at(t, w)
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 3}, Do: c.do})
				r := s.client.Tags(museum, hub.Newest).Reader()
				got, _, err := names(t.Context(), r, 0)
				if c.kind == hub.Refused {
					assert.Equal(t, []int{3}, r.Verdict().Holes)
				} else {
					require.ErrorIs(t, err, c.kind)
					assert.Equal(t, want[:200], got)
				}
				assert.Equal(t, 2, s.hub.Struck())
			})
		})
	}
}

func TestAnUnattendedListDoesNotEndAtOneOddRefusalOfItsFirstPage(t *testing.T) {
	for name, c := range refusals {
		if c.kind == hub.NotFound {
			continue // what was never seen may well not be there
		}
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				want := shelf(w, "acme/museum", 150)
				s := at(t, w)
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: 1}, Do: c.do})
				got, _, err := names(t.Context(), s.client.Tags(museum, hub.Newest).Unattended().Reader(), 0)
				require.NoError(t, err)
				assert.Equal(t, want, got)
			})
		})
	}
}

func TestWhatWasThereAMomentAgoIsGoneWhenThatIsSaidTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 5)
		s := at(t, w)
		once := hubtest.Fault{Match: hubtest.Match{Path: "/museum", Times: 1}, Do: hubtest.NotFound()}
		s.hub.Inject(once)
		require.ErrorIs(t, s.page(), hub.NotFound, "never seen")
		assert.Equal(t, 1, s.asked("/museum"))

		_, err := s.client.Repositories("acme", hub.Newest).Page(t.Context(), 1)
		require.NoError(t, err)
		for what, read := range map[string]func() error{
			"its tags":   s.page,
			"itself":     func() error { _, err := s.client.Repository(t.Context(), museum); return err },
			"one of all": func() error { _, err := s.client.Tag(t.Context(), museum, "t-00001"); return err },
		} {
			require.NoError(t, s.page())
			s.hub.Inject(once)
			require.NoError(t, read(), what)
			s.hub.Inject(closed("/museum", hubtest.NotFound()))
			before := s.asked("/museum")
			require.ErrorIs(t, read(), hub.VanishedSinceListed, what)
			assert.Equal(t, 2, s.asked("/museum")-before, what)
			s.hub.Heal()
		}
	})
}

func TestAnEmptyFirstPageThatCountsRowsIsReadAgain(t *testing.T) {
	empty := hubtest.Answer(200, "application/json", `{"count":5000,"next":null,"previous":null,"results":[]}`)
	for _, times := range []int{1, 0} {
		synctest.Test(t, func(t *testing.T) {
			w := people(time.Now())
			want := shelf(w, "acme/museum", 350)
			s := at(t, w)
			s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Times: times}, Do: empty})
			r := s.client.Tags(museum, hub.Newest).Reader()
			got, _, err := names(t.Context(), r, 0)
			require.NoError(t, err)
			if times == 0 {
				assert.Equal(t, hub.Partial, r.Verdict().State)
				assert.Equal(t, 2, s.asked("/tags"))
				return
			}
			assert.ElementsMatch(t, want, got)
			assert.Equal(t, hub.Changed, r.Verdict().State)
		})
	}
}
