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

// The answers of this file were seen in the wild (Hub API notes, "Facts added in November 2026").

func TestANextThatLeadsNowhereEndsTheListAndHidesNothing(t *testing.T) {
	for _, n := range []int{5, 99, 100, 101, 250, 400} {
		synctest.Test(t, func(t *testing.T) {
			w := people(time.Now())
			want := shelf(w, "acme/museum", n)
			s := at(t, w, hubtest.WithNextBeyond())
			r := s.client.Tags(museum, hub.Newest).Reader()
			got, _, err := names(t.Context(), r, 0)
			require.NoError(t, err)
			assert.Equal(t, want, got)
			v := r.Verdict()
			assert.Equal(t, hub.Complete, v.State)
			assert.Equal(t, n, v.Count)

			all := 0
			for p, err := range s.client.Tags(museum, hub.Newest).Pages(t.Context(), 1) {
				require.NoError(t, err)
				if !p.Repair { // the last page, read again
					all += len(p.Rows)
				}
			}
			assert.Equal(t, n, all)
		})
	}
}

func TestANextThatLeadsNowhereIsNotBelievedWhereRowsAreMissing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		shelf(w, "acme/museum", 250)
		s := at(t, w)
		s.hub.Inject(hubtest.Fault{Match: hubtest.Match{Path: "/tags", Page: 2}, Do: hubtest.NotFound()})
		r := s.client.Tags(museum, hub.Newest).Reader()
		_, _, err := names(t.Context(), r, 0)
		require.Error(t, err)
		assert.NotEqual(t, hub.Complete, r.Verdict().State)
	})
}

func TestTheNamesOfTheRegistryMayAllComeAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		want := shelf(w, "acme/museum", 15_590)
		s := at(t, w, hubtest.WithNamesAtOnce())
		r := s.client.Tags(museum, hub.Newest).Reader()
		require.True(t, r.ThroughRegistry())
		got, pages, err := names(t.Context(), r, 0)
		require.NoError(t, err)
		assert.ElementsMatch(t, want, got)
		assert.Len(t, pages, 1)
	})
}

func TestTagsThatLackWhatOthersHaveAreReadAsTheyAre(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := at(t, hubtest.Demo(time.Now()))
		tag := func(name string) hub.Tag {
			found, err := s.client.Tag(t.Context(), hub.RepositoryName{Namespace: "alice", Name: "museum"}, name)
			require.NoError(t, err)
			return found
		}
		nameless := tag("os-empty")
		assert.Equal(t, tag("no-digest").Attestations(), nameless.Attestations(), "an image without a name of a system is no platform")
		for i := range nameless.Platforms() {
			assert.Equal(t, "linux", i.Platform.OS())
		}
		disagreeing := tag("sizes-disagree")
		assert.Equal(t, disagreeing.Images[0].Size+4096, disagreeing.FullSize, "the Hub's own sum is shown as it is")
		fresh := tag("never-pulled")
		assert.True(t, fresh.Pulled.IsZero())
		assert.False(t, fresh.Updated.IsZero())
		for _, i := range fresh.Images {
			assert.True(t, i.Pulled.IsZero())
			assert.True(t, i.Pushed.IsZero())
		}
	})
}

func TestAnOrganizationsTokenSeesWhatItCoversAndNothingSaysThatThereIsMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := people(time.Now())
		w.AddOrganization(hubtest.Organization{Name: "globex", Tokens: []hubtest.OrganizationToken{
			{Secret: "dckr_oat_globex", ListRepositories: true, Covers: []string{"api", "team-*"}},
		}})
		for _, name := range []string{"api", "team-web", "team-db", "ledger", "open"} {
			w.AddRepository(hubtest.Repository{Namespace: "globex", Name: name, Private: name != "open"})
		}
		s := at(t, w)
		s.signIn("globex", "dckr_oat_globex")
		r := s.client.Repositories("globex", hub.Newest).Reader()
		var got []string
		for p, err := range r.Pages(t.Context(), 0) {
			require.NoError(t, err)
			for _, row := range p.Rows {
				got = append(got, row.Name.Name)
			}
		}
		assert.ElementsMatch(t, []string{"api", "team-web", "team-db", "open"}, got)
		assert.Equal(t, hub.Complete, r.Verdict().State)
		_, err := s.client.Repository(t.Context(), hub.RepositoryName{Namespace: "globex", Name: "ledger"})
		require.ErrorIs(t, err, hub.NotFound)
	})
}
