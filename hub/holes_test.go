package hub_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// odd are answers that say something about one page only.
var odd = map[string]struct {
	do   hubtest.Action
	kind hub.Kind
}{
	"an HTML page with status 200": {hubtest.HTMLOK(), hub.Unavailable},
	"a 500":                        {hubtest.ServerError(), hub.Unavailable},
	"truncated JSON":               {hubtest.Truncated(), hub.Unreadable},
	"an object without results":    {hubtest.Answer(200, "application/json", "{}"), hub.Unreadable},
	"nothing":                      {hubtest.Answer(200, "application/json", ""), hub.Unreadable},
	"a redirect to another host":   {hubtest.RedirectTo("https://evil.example/v2/"), hub.Elsewhere},
	"a redirect to itself":         {toItself, hub.Elsewhere},
	"a redirect to another page":   {hubtest.RedirectTo("?page=1"), hub.Elsewhere},
	"a redirect to nowhere":        {hubtest.Answer(302, "text/html", "moved"), hub.Elsewhere},
	"an answer too large":          {hubtest.HugeBody(64 << 20), hub.Unreadable},
	"too many rows":                {hubtest.ManyRows(20_000), hub.Unreadable},
	"an abrupt end":                {hubtest.DropMidBody(), hub.NoNetwork},
	"a page that hangs":            {hubtest.Hang(), hub.TimedOut},
	"a 400":                        {hubtest.Answer(400, "application/json", `{"message":"no"}`), hub.Refused},
}

func TestOneOddAnswerCostsAListNothingAndALastingOneItsOwnPage(t *testing.T) {
	for name, c := range odd {
		for _, page := range []int{5, 10} {
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := people(time.Now())
					want := shelf(w, "acme/museum", 950)
					s := at(t, w)
					s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Page: page, Path: "/tags"}, Do: c.do})
					r := s.client.Tags(museum, hub.Newest).Unattended().Reader()
					got, pages, err := names(t.Context(), r, 0)
					require.NoError(t, err)
					left := append(append([]string{}, want[:(page-1)*100]...), want[min(page*100, len(want)):]...)
					assert.Equal(t, left, got)
					assert.Equal(t, c.kind, hub.KindOf(pages[page-1].Hole))
					v := r.Verdict()
					assert.Equal(t, hub.Partial, v.State)
					assert.Equal(t, []int{page}, v.Holes)
					assert.Equal(t, c.kind, hub.KindOf(v.Err))
					assert.Contains(t, hub.Sentence(v.Err), ", page "+itoa(page)+": ")
					assert.NotEmpty(t, hub.Advice(v.Err))

					s.hub.Heal()
					rest, _, err := names(t.Context(), r, 0)
					require.NoError(t, err)
					assert.ElementsMatch(t, want, append(got, rest...))
					assert.Equal(t, hub.Complete, r.Verdict().State, r.Verdict())
				})
			})
		}
		t.Run(name+", once", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				want := shelf(w, "acme/museum", 950)
				s := at(t, w)
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Page: 5, Path: "/tags", Times: 1}, Do: c.do})
				r := s.client.Tags(museum, hub.Newest).Reader()
				got, _, err := names(t.Context(), r, 0)
				require.NoError(t, err)
				assert.Equal(t, want, got)
				assert.Equal(t, hub.Complete, r.Verdict().State)
			})
		})
	}
}

func toItself(*hubtest.Hub, http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.RequestURI(), http.StatusFound)
	})
}

func itoa(n int) string {
	text := pad(n)
	for len(text) > 1 && text[0] == '0' {
		text = text[1:]
	}
	return text
}

func TestWhatFailsPageAfterPageIsNoHoleButAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 950)
		s := at(t, w)
		for page := 4; page <= 10; page++ {
			s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: page}, Do: hubtest.Gateway(502)})
		}
		r := s.client.Tags(museum, hub.Newest).Unattended().Reader()
		got, _, err := names(t.Context(), r, 0)
		require.ErrorIs(t, err, hub.Unavailable)
		assert.Equal(t, want[:300], got)
		v := r.Verdict()
		assert.Equal(t, hub.Partial, v.State)
		assert.Equal(t, []int{4, 5}, v.Holes)
		assert.Equal(t, 6, v.Page, "where it goes on")
		s.hub.Heal()
		rest, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.ElementsMatch(t, want, append(got, rest...))
		assert.Equal(t, hub.Complete, r.Verdict().State, r.Verdict())
	})
}

func TestAServerInTroubleIsToldToAPersonAndLeftOutWhenItStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 950)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 5}, Do: hubtest.ServerError()})
		r := s.client.Tags(museum, hub.Newest).Reader()
		got, _, err := names(t.Context(), r, 0)
		require.ErrorIs(t, err, hub.Unavailable)
		assert.Equal(t, want[:400], got)
		rest, _, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.Equal(t, want[500:], rest)
		assert.Equal(t, []int{5}, r.Verdict().Holes)
	})
}

func TestANextLinkIsNeverFollowedAndLosesNoRows(t *testing.T) {
	for _, next := range []any{"https://evil.example/v2/x?page=2", "http://hub.example/", "::not an address::", "//evil.example", "x", "\u0000"} {
		for _, rows := range []int{50, 301, 300} {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				want := shelf(w, "acme/museum", rows)
				s := at(t, w)
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.EditPage(func(p map[string]any) { p["next"] = next })})
				r := s.client.Tags(museum, hub.Newest).Reader()
				got, _, err := names(t.Context(), r, 0)
				require.NoError(t, err, "%v", next)
				assert.Equal(t, want, got)
				assert.Equal(t, hub.Complete, r.Verdict().State, r.Verdict())
				for _, q := range s.hub.Requests() {
					assert.Equal(t, "hub.example", q.Host)
				}
			})
		}
	}
}

func TestANextLinkBehindTheEndLeadsToTheEnd(t *testing.T) {
	for name, count := range map[string]func(int) int{"the count agrees": func(n int) int { return n }, "no count": func(int) int { return -1 }} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := people(time.Now())
				want := shelf(w, "acme/museum", 250)
				s := at(t, w)
				s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.EditPage(func(p map[string]any) {
					p["next"] = s.hub.URL() + "/v2/namespaces/acme/repositories/museum/tags?page=4"
				})}, hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.Count(count)})
				r := s.client.Tags(museum, hub.Newest).Reader()
				got, _, err := names(t.Context(), r, 0)
				require.NoError(t, err)
				assert.Equal(t, want, got)
				assert.Equal(t, hub.Complete, r.Verdict().State, r.Verdict())
			})
		})
	}
}

func TestARowThatComesTwiceIsCalledThat(t *testing.T) {
	w := people(time.Now())
	shelf(w, "acme/museum", 50)
	s := at(t, w)
	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags"}, Do: hubtest.EditPage(func(p map[string]any) {
		if rows, ok := p["results"].([]any); ok {
			rows[7] = rows[3]
		}
	})})
	r := s.client.Tags(museum, hub.Newest).Reader()
	got, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.Len(t, got, 49)
	v := r.Verdict()
	assert.Equal(t, hub.Partial, v.State)
	assert.Contains(t, hub.Sentence(v.Err), "sent a row twice")
}

func TestAListThatIsShortMayBeTakenUpAgain(t *testing.T) {
	w := people(time.Now())
	want := shelf(w, "acme/museum", 350)
	s := at(t, w)
	s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 2}, Do: without(3)})
	r := s.client.Tags(museum, hub.Newest).Reader()
	got, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.Len(t, got, 347)
	assert.Equal(t, hub.Partial, r.Verdict().State)
	assert.Contains(t, hub.Sentence(r.Verdict().Err), "counts more rows than it hands out")
	s.hub.Heal()
	rest, _, err := names(t.Context(), r, 0)
	require.NoError(t, err)
	assert.ElementsMatch(t, want, append(got, rest...))
	assert.Equal(t, hub.Complete, r.Verdict().State)
}
