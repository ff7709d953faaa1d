package export_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/hubtest"
)

// small is an account with an empty namespace, an empty repository, lists of one page and of
// several.
func small(t *testing.T, options ...hubtest.Option) *setting {
	t.Helper()
	w := account(time.Now(), "acme", "globex", "initech")
	fill(w, "alice/app", 3)
	fill(w, "acme/web", 250)
	fill(w, "acme/api", 1)
	fill(w, "acme/empty", 0)
	fill(w, "acme/cron", 100)
	fill(w, "globex/tracker", 120)
	return signedIn(t, w, options...)
}

var everywhere = []string{"alice", "acme", "globex", "initech"}

func TestTheWholeAccountIsWrittenExactlyOnceAndProven(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t, hubtest.WithLatency(20*time.Millisecond))
		for _, unordered := range []bool{false, true} {
			got, summary := s.images(export.Request{Unordered: unordered})
			assert.Equal(t, s.all(everywhere...), sorted(got))
			agrees(t, summary, 4, 6, 474)
			assert.Equal(t, export.Complete, summary.Outcome())
			assert.Empty(t, summary.Misses)
		}
	})
}

func TestALastPageThatNamesAnotherIsNoHoleInTheProof(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t, hubtest.WithNextBeyond())
		got, summary := s.images(export.Request{})
		assert.Equal(t, s.all(everywhere...), sorted(got))
		agrees(t, summary, 4, 6, 474)
		assert.Equal(t, export.Complete, summary.Outcome())
	})
}

func TestTheDemonstrationsAccountIsWrittenExactly(t *testing.T) {
	if testing.Short() {
		t.Skip("the demonstration has 25,000 tags")
	}
	synctest.Test(t, func(t *testing.T) {
		w := hubtest.Demo(time.Now())
		s := at(t, w)
		session, err := s.client.Login(t.Context(), "alice", hub.NewSecret("anchor"))
		require.NoError(t, err)
		s.client.Use(session)
		got, summary := s.images(export.Request{})
		assert.Equal(t, s.all("alice", "acme", "globex"), sorted(got))
		assert.Equal(t, export.Complete, summary.Outcome(), summary)
	})
}

func TestRowsStandInOrderWhateverComesBackFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		s.hub.Inject(
			hubtest.Fault{
				Match: hubtest.Match{Path: "/acme/repositories/api/"},
				Do:    hubtest.Latency(3 * time.Second),
			},
			hubtest.Fault{
				Match: hubtest.Match{Path: "/acme/repositories/web/", Page: 2},
				Do:    hubtest.Latency(time.Second),
			},
		)
		got, _ := s.images(export.Request{})
		var want []string
		for _, name := range []string{"alice/app", "acme/api", "acme/cron", "acme/empty", "acme/web", "globex/tracker"} {
			for _, tag := range s.world.Tags(name) {
				want = append(want, name+":"+tag.Name)
			}
		}
		assert.Equal(t, want, got)
		apart, _ := s.images(export.Request{Unordered: true})
		assert.NotEqual(t, want, apart, "the slow repository comes last")
		assert.Equal(t, sorted(want), sorted(apart))
	})
}

func TestARepositoryOfOnePageCostsOneRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		_, summary := s.images(
			export.Request{Targets: []string{"acme/api", "acme/cron", "acme/empty"}},
		)
		assert.Equal(t, export.Complete, summary.Outcome())
		assert.Len(t, s.hub.Requests(), 3)
	})
}

func TestTargetsAreReadOnceInTheOrderTheyAreNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		got, summary := s.images(
			export.Request{
				Targets: []string{"globex", "acme/web", "ACME/api", "acme/web", "globex/tracker"},
			},
		)
		assert.Equal(t, "globex/tracker:t-00000", got[0])
		assert.Equal(t, "acme/api:t-00000", got[120])
		assert.Len(t, got, 120+1+250)
		agrees(t, summary, 2, 3, 371)
	})
}

func TestWithoutALoginTheAccountsNamespacesAreUnknown(t *testing.T) {
	s := at(t, account(time.Now()))
	_, summary := s.images(export.Request{})
	assert.ErrorIs(t, summary.Err, export.ErrLogin)
	assert.Equal(t, export.LoginNeeded, summary.Outcome())
}

func TestOneRepositoryThatCannotBeReadDoesNotStopTheOthers(t *testing.T) {
	for name, do := range map[string]hubtest.Action{
		"gone": hubtest.NotFound(), "forbidden": hubtest.Forbidden("no"), "broken": hubtest.ServerError(), "cut": hubtest.Truncated(),
		"markup": hubtest.HTMLOK(), "dropped": hubtest.Drop(), "robot": hubtest.BotChallenge(),
	} {
		synctest.Test(t, func(t *testing.T) {
			s := small(t)
			s.hub.Inject(
				hubtest.Fault{Match: hubtest.Match{Path: "/acme/repositories/web/tags"}, Do: do},
			)
			s.hub.Inject(
				hubtest.Fault{
					Match: hubtest.Match{Host: "registry"},
					Do:    hubtest.ConnectionRefused(),
				},
			)
			got, summary := s.images(export.Request{})
			want := slices.DeleteFunc(
				s.all(everywhere...),
				func(r string) bool { return strings.HasPrefix(r, "acme/web:") },
			)
			assert.Equal(t, want, sorted(got), name)
			assert.Equal(t, export.Partial, summary.Outcome(), name)
			require.Len(t, summary.Misses, 1, name)
			miss := summary.Misses[0]
			assert.Error(t, miss.Err, name)
			assert.Equal(
				t,
				export.Miss{
					List:  "acme/web",
					Noun:  export.NounTags,
					Count: miss.Count,
					Err:   miss.Err,
				},
				miss,
				name,
			)
			assert.Equal(t, export.Summary{
				Noun: export.NounTags, Namespaces: 4, Lists: 5, ListsOf: 6, Rows: 224, RowsOf: 224, Written: 224, Misses: summary.Misses,
			}, summary, name)
		})
	}
}

func TestAListThatIsShorterThanItsCountIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		s.hub.Inject(hubtest.Fault{
			Match: hubtest.Match{
				Path: "/acme/repositories/web/tags",
			}, Do: hubtest.Count(func(n int) int { return n + 7 }),
		}, hubtest.Fault{Match: hubtest.Match{Path: "/acme/repositories/cron/tags"}, Do: hubtest.Count(func(int) int { return -1 })})
		got, summary := s.images(export.Request{})
		assert.Equal(t, s.all(everywhere...), sorted(got))
		assert.Equal(t, export.Partial, summary.Outcome())
		require.Len(t, summary.Misses, 2)
		assert.Equal(t, []export.Miss{
			{List: "acme/cron", Noun: export.NounTags, Rows: 100, Count: -1, Why: export.Uncounted},
			{
				List:   "acme/web",
				Noun:   export.NounTags,
				Rows:   250,
				Count:  257,
				Why:    export.Withheld,
				Number: 7,
				Err:    summary.Misses[1].Err,
			},
		}, summary.Misses)
	})
}

func TestATagPushedMeanwhileIsWrittenOnceAndTheChangeIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		push := hubtest.Before(func() { s.world.Push("acme/web", plainTag("late", time.Now())) })
		s.hub.Inject(
			hubtest.Fault{
				Match: hubtest.Match{Path: "/acme/repositories/web/tags", Page: 2, Times: 1},
				Do:    push,
			},
		)
		got, summary := s.images(export.Request{})
		assert.Equal(t, s.all(everywhere...), sorted(got))
		assert.Equal(t, export.Partial, summary.Outcome())
		require.Len(t, summary.Misses, 1)
		assert.True(t, summary.Misses[0].Changed())
		assert.Equal(t, export.Summary{
			Noun: export.NounTags, Namespaces: 4, Lists: 6, ListsOf: 6, Rows: 475, RowsOf: 475, Written: 475, Misses: summary.Misses,
		}, summary)
	})
}

func TestANamespaceThatCannotBeListedIsNamedAndTheOthersAreRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		s.hub.Inject(
			hubtest.Fault{
				Match: hubtest.Match{Path: "/namespaces/globex/repositories"},
				Do:    hubtest.Forbidden("not yours"),
			},
		)
		got, summary := s.images(export.Request{})
		assert.Equal(t, s.all("alice", "acme", "initech"), sorted(got))
		assert.Equal(t, export.Partial, summary.Outcome())
		require.Len(t, summary.Misses, 1)
		assert.Equal(t, "globex", summary.Misses[0].List)
		assert.True(t, summary.Misses[0].Within, "tags of those that are missing are missing too")
	})
}

func TestWhatDoesNotExistHasFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		_, summary := s.run(
			t.Context(),
			tags,
			export.Request{Targets: []string{"acme/nothing"}},
		)
		assert.Equal(t, export.Failed, summary.Outcome())
		assert.Equal(t, export.Unread, summary.Misses[0].Why)
		assert.Contains(t, hub.Sentence(summary.Misses[0].Err), "does not exist")
	})
}

func TestAnEndedSessionAsksForALogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		s.hub.Revoke()
		_, summary := s.images(export.Request{Targets: []string{"acme"}})
		assert.Equal(t, export.LoginNeeded, summary.Outcome())
	})
}

func TestALostNetworkEndsTheRunAndNamesEverythingThatIsMissing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(time.Now(), "acme")
		for i := range 250 {
			fill(w, "acme/r-"+pad(i), 2)
		}
		s := signedIn(t, w, hubtest.WithLatency(50*time.Millisecond))
		s.hub.Inject(
			hubtest.Fault{Match: hubtest.Match{Nth: 100}, Do: hubtest.NetworkUnreachable()},
		)
		began := time.Now()
		got, summary := s.images(export.Request{Targets: []string{"acme"}})
		assert.Less(t, time.Since(began), 2*time.Minute)
		assert.Equal(t, export.Partial, summary.Outcome())
		written := map[string]bool{}
		for _, line := range got {
			written[strings.SplitN(line, ":", 2)[0]] = true
		}
		begun := 0
		var rest export.Miss
		for _, m := range summary.Misses {
			if m.List == "acme" {
				rest = m
				continue
			}
			assert.False(t, written[m.List], m.List)
			begun++
		}
		assert.Equal(
			t,
			rest.Rows,
			begun+len(written),
			"what was begun is written or named, and the rest is named by its namespace",
		)
		assert.Less(t, rest.Rows, rest.Count)
		assert.Equal(t, export.Stopped, rest.Why)
		assert.ErrorIs(t, rest.Err, hub.NoNetwork)
		assert.True(t, rest.Within)
	})
}

func TestAnInterruptionLeavesWholeLinesAndSaysHowFarItGot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := signedIn(t, readOnly(), hubtest.WithLatency(latency))
		for _, form := range []tagForm{references, document} {
			ctx, cancel := context.WithTimeoutCause(
				t.Context(),
				2*time.Second,
				errors.New("a signal"),
			)
			var out bytes.Buffer
			work, err := export.Images(s.client, export.Request{}, form, &out)
			require.NoError(t, err)
			summary := work.Run(ctx)
			cancel()
			assert.Equal(t, export.Interrupted, summary.Outcome())
			assert.True(t, strings.HasSuffix(out.String(), "\n"))
			assert.Equal(t, 300, summary.ListsOf)
			assert.Less(t, summary.Lists, 300)
			assert.ErrorIs(t, summary.Err, context.Canceled)
			if form.Format == document.Format {
				assert.True(t, strings.HasSuffix(out.String(), "}\n]\n"))
			}
		}
	})
}

// head is a reader that has enough after some lines.
type head struct{ lines int }

func (h *head) Write(p []byte) (int, error) {
	if h.lines -= bytes.Count(p, []byte("\n")); h.lines <= 0 {
		return 0, syscall.EPIPE
	}
	return len(p), nil
}

func TestABrokenPipeEndsItQuicklyAndQuietly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := signedIn(t, readOnly(), hubtest.WithLatency(latency))
		work, err := images(s.client, export.Request{}, &head{lines: 150})
		require.NoError(t, err)
		began := time.Now()
		summary := work.Run(t.Context())
		assert.Less(t, time.Since(began), 2*time.Second)
		assert.ErrorIs(t, summary.Err, export.ErrClosed)
		assert.Equal(t, export.Closed, summary.Outcome())
	})
}

// full is a disk with room for so many bytes.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	n := min(len(p), f.room)
	if f.room -= n; n < len(p) {
		return n, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
	}
	return n, nil
}

func TestAnOutputThatCannotBeWrittenHasFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := small(t)
		for room, torn := range map[int]string{0: "", 4000: "; its last line may be cut off"} {
			work, err := images(s.client, export.Request{}, &full{room})
			require.NoError(t, err)
			summary := work.Run(t.Context())
			assert.Equal(t, export.Failed, summary.Outcome())
			assert.EqualError(
				t,
				summary.Err,
				"the output cannot be written: "+syscall.ENOSPC.Error()+torn,
			)
		}
	})
}

func TestAnonymousDepthIsPassedThroughTheRegistryWhereNamesAreEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := account(time.Now(), "acme")
		fill(w, "acme/deep", 1500)
		s := at(t, w)
		got, summary := s.run(
			t.Context(),
			tags,
			export.Request{Targets: []string{"acme/deep"}},
		)
		assert.Equal(t, s.all("acme"), sorted(got))
		assert.Equal(t, export.Complete, summary.Outcome(), summary)
		_, summary = s.run(
			t.Context(),
			tags,
			export.Request{Targets: []string{"acme/deep"}, Digests: true},
		)
		assert.Equal(
			t,
			export.LoginNeeded,
			summary.Outcome(),
			"pinned references are not in the registry's list",
		)
		require.Len(t, summary.Misses, 1)
		assert.Contains(t, hub.Advice(summary.Misses[0].Err), "Log in to see the rest")
	})
}

// slow is a reader that takes its time.
type slow struct{ wait time.Duration }

func (s slow) Write(p []byte) (int, error) {
	time.Sleep(s.wait)
	return len(p), nil
}

func TestPagesHeldAreFewHoweverSlowTheReaderIs(t *testing.T) {
	for _, times := range []int{1, 5} {
		synctest.Test(t, func(t *testing.T) {
			w := account(time.Now(), "acme")
			for i := range 40 {
				fill(w, "acme/r-"+pad(i), 150*times)
			}
			s := signedIn(t, w, hubtest.WithLatency(time.Millisecond))
			work, err := images(
				s.client,
				export.Request{Targets: []string{"acme"}},
				slow{time.Second},
			)
			require.NoError(t, err)
			ahead := 0
			work.Observe = func(p export.Progress) { ahead = max(ahead, (p.Rows-p.Written)/100) }
			summary := work.Run(t.Context())
			require.Equal(t, export.Complete, summary.Outcome())
			t.Logf("%d pages ahead at most", ahead)
			assert.LessOrEqual(t, ahead, 64+2*16)
		})
	}
}
