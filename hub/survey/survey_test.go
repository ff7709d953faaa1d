package survey_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/hub/survey"
)

// asked asks about so many repositories of acme, of which the first has a rule.
func asked(
	t *testing.T, repositories int, wanted survey.Wanted, options ...hubtest.Option,
) (*hubtest.Hub, survey.Survey) {
	t.Helper()
	world := hubtest.NewWorld(time.Now())
	s := survey.Survey{Wanted: wanted}
	for i := range repositories {
		name := hub.RepositoryName{Namespace: "acme", Name: fmt.Sprintf("r-%02d", i)}
		world.Publish(name.String(), hubtest.Build{Content: name.Name, Platforms: []string{"linux/amd64"}}.Tag("latest"))
		s.Of = append(s.Of, name)
	}
	world.Update("acme/r-00", func(r *hubtest.Repository) { r.Immutable = []string{"^v"} })
	server := hubtest.New(world, options...)
	client, err := hub.New(hub.Options{BaseURL: server.URL(), Transport: server.Transport(), UserAgent: "tagboat/test"})
	require.NoError(t, err)
	s.Client = client
	return server, s
}

func run(t *testing.T, s survey.Survey) (map[string]survey.Answer, error) {
	t.Helper()
	answers := map[string]survey.Answer{}
	err := s.Run(t.Context(), func(a survey.Answer) bool {
		assert.NotContains(t, answers, a.Repository.Name)
		answers[a.Repository.Name] = a
		return true
	})
	return answers, err
}

func TestEachRepositoryIsAskedAboutOnceForWhatIsWanted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, wanted := range []survey.Wanted{{Tags: true}, {Rules: true}, {Tags: true, Rules: true}} {
			server, s := asked(t, 20, wanted)
			answers, err := run(t, s)
			require.NoError(t, err)
			assert.Len(t, answers, 20)
			assert.Len(t, server.Requests(), wanted.Requests(20))
			for name, a := range answers {
				require.NoError(t, a.Err)
				assert.Equal(t, wanted.Tags, a.Seen.Tags != nil)
				if wanted.Tags {
					assert.EqualValues(t, 1, *a.Seen.Tags)
				}
				require.Equal(t, wanted.Rules, a.Seen.Locks != nil)
				if wanted.Rules {
					assert.Equal(t, name == "r-00", a.Seen.Locks.Enabled)
				}
			}
		}
	})
}

func TestItGoesOnAfterALimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		_, s := asked(t, 50, survey.Wanted{Tags: true, Rules: true}, hubtest.WithRateLimit(30, 30))
		answers, err := run(t, s)
		require.NoError(t, err)
		assert.Len(t, answers, 50)
		assert.Greater(t, time.Since(began), 2*time.Minute)
		for _, a := range answers {
			assert.NoError(t, a.Err)
		}
	})
}

func TestALimitThatLastsLongerThanARequestIsPatientIsOutlasted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, s := asked(t, 3, survey.Wanted{Tags: true})
		server.Inject(hubtest.Fault{
			Match: hubtest.Match{Path: "/r-01/", Times: 1}, Do: hubtest.TooMany(hubtest.RetryAfterSeconds, 10*time.Minute),
		})
		answers, err := run(t, s)
		require.NoError(t, err)
		assert.Len(t, answers, 3)
		assert.NoError(t, answers["r-01"].Err)
	})
}

func TestWhatMayNotBeSeenIsUnknownAndTheOthersAreAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, s := asked(t, 5, survey.Wanted{Tags: true, Rules: true})
		server.Inject(
			hubtest.Fault{Match: hubtest.Match{Path: "/r-01/"}, Do: hubtest.NotFound()},
			hubtest.Fault{Match: hubtest.Match{Path: "/repositories/r-02", Nth: 2}, Do: hubtest.Forbidden("access denied")},
		)
		answers, err := run(t, s)
		require.NoError(t, err)
		assert.Len(t, answers, 5)
		assert.ErrorIs(t, answers["r-01"].Err, hub.NotFound)
		assert.Equal(t, hub.Seen{}, answers["r-01"].Seen, "never none for unknown")
		assert.ErrorIs(t, answers["r-02"].Err, hub.Forbidden)
		assert.NotNil(t, answers["r-02"].Seen.Tags)
		assert.Nil(t, answers["r-02"].Seen.Locks)
	})
}

func TestAHubThatFailsThroughoutIsNotAskedOnAndOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, s := asked(t, 40, survey.Wanted{Tags: true})
		server.Inject(hubtest.Fault{Do: hubtest.ServerError()})
		_, err := run(t, s)
		assert.ErrorIs(t, err, hub.Unavailable)
		asked := map[string]bool{}
		for _, r := range server.Requests() {
			asked[r.Path] = true
		}
		assert.Less(t, len(asked), 20)
	})
}

func TestWhoeverStopsItIsObeyed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, s := asked(t, 40, survey.Wanted{Tags: true}, hubtest.WithLatency(time.Second))
		told := 0
		require.NoError(t, s.Run(t.Context(), func(survey.Answer) bool {
			told++
			return told < 3
		}))
		assert.Equal(t, 3, told)
		ctx, leave := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer leave()
		before := len(server.Requests())
		err := s.Run(ctx, func(survey.Answer) bool { return true })
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Less(t, len(server.Requests())-before, 30)
	})
}
