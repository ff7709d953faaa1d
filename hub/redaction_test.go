package hub_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
)

// wire writes down every secret that passes, so that the test knows what must not be seen anywhere
// else.
type wire struct {
	http.RoundTripper
	mu      sync.Mutex
	secrets map[string]bool
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if _, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok {
		w.mu.Lock()
		w.secrets[token] = true
		w.mu.Unlock()
	}
	return w.RoundTripper.RoundTrip(r)
}

type safeBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func TestNoSecretIsSeenInAnyErrorAnyLogOrAnyPrintOfASessionWithEveryFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var seen safeBuffer
		w := people(time.Now())
		shelf(w, "acme/museum", 1200)
		w.AddUser(hubtest.User{Name: "bob", Password: "harbor-light", Code: "zulu-kilo"}) // digits would turn up in printed addresses
		w.Update("acme/museum", func(r *hubtest.Repository) { r.Private = true })
		secrets := &wire{secrets: map[string]bool{
			"anchor-chain": true, "harbor-light": true, "compass-rose": true, "zulu-kilo": true, "whisky-nine": true, "wrong-secret": true,
			"dckr_pat_alice": true, "dckr_oat_acme": true, "dckr_pat_nobody": true,
		}}
		s := with(t, w, func(o *hub.Options) {
			secrets.RoundTripper, o.Transport = o.Transport, secrets
			o.Logger = slog.New(slog.NewJSONHandler(&seen, &slog.HandlerOptions{Level: slog.LevelDebug}))
		}, hubtest.WithLockout(1000, time.Minute))
		show := func(values ...any) { printEveryWay(&seen, values...) }

		faults := []hubtest.Action{
			nil, echo, hubtest.ServerError(), hubtest.Gateway(503), hubtest.HTMLOK(), hubtest.Truncated(), hubtest.Drop(), hubtest.DropMidBody(),
			hubtest.BotChallenge(), hubtest.Forbidden("no"), hubtest.NotFound(), hubtest.Unauthorized("unauthorized"), hubtest.AbuseLimit(),
			hubtest.TooMany(hubtest.RetryAfterSeconds, time.Hour), hubtest.NoSuchHost(), hubtest.BadCertificate(), hubtest.ProxyRefused(),
			hubtest.ConnectionRefused(), hubtest.RedirectTo("https://evil.example/x"), hubtest.NextTo("https://evil.example"), hubtest.Hang(),
			hubtest.Broken(errors.New("dial: token dckr_pat_alice in the cause")),
		}
		for _, fault := range faults {
			s.hub.Heal()
			s.client.Use(nil)
			for _, who := range [][2]string{{"alice", "anchor-chain"}, {"alice", "wrong-secret"}, {"carol", "compass-rose"},
				{"alice", "dckr_pat_alice"}, {"acme", "dckr_oat_acme"}, {"x", "dckr_pat_nobody"}, {"bob", "harbor-light"}} {
				secret := hub.NewSecret(who[1])
				session, err := s.client.Login(t.Context(), who[0], secret)
				show(session, err, secret, s.client)
				if challenge, ok := errors.AsType[*hub.Challenge](err); ok {
					_, err = s.client.Answer(t.Context(), challenge, "whisky-nine")
					show(challenge, *challenge, err)
				}
				if session == nil {
					continue
				}
				s.client.Use(session)
				if fault != nil {
					s.hub.Inject(hubtest.Fault{Do: fault})
				}
				_, err = s.client.Login(t.Context(), who[0], secret)
				show(err)
				_, err = s.client.Namespaces().Page(t.Context(), 1)
				show(err)
				r := s.client.Tags(museum, hub.Newest).Reader()
				_, _, err = names(t.Context(), r, 2)
				r.ThroughRegistry()
				_, _, err2 := names(t.Context(), r, 2)
				_, err3 := s.client.Tag(t.Context(), hub.RepositoryName{Namespace: "acme", Name: "dckr_pat_alice"}, "x")
				show(session, *session, s.client, r.Verdict(), err, err2, err3, s.client.Logout(t.Context()))
				s.hub.Heal()
				time.Sleep(2 * time.Minute)
			}
		}
		text := seen.String()
		require.Greater(t, len(text), 10_000)
		assert.Contains(t, text, "/v2/namespaces/acme/repositories/museum/tags", "there is a log to look into")
		for secret := range secrets.secrets {
			before, after, found := strings.Cut(text, secret)
			assert.False(t, found, "%s stands in: %s[here]%s", secret, before[max(0, len(before)-200):], after[:min(len(after), 100)])
		}
		for _, request := range s.hub.Requests() {
			for secret := range secrets.secrets {
				assert.NotContains(t, request.Path+request.Query, strings.ReplaceAll(secret, "dckr_pat_alice", "\x00"), "an address")
			}
		}
	})
}

// echo answers with everything that was sent.
func echo(*hubtest.Hub, http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusUnauthorized)
		_ = json.NewEncoder(w).Encode(map[string]string{"message": "bad: " + string(body) + r.Header.Get("Authorization")})
	})
}

// printEveryWay prints values with every verb and every encoder that a careless line of code may
// use.
func printEveryWay(to *safeBuffer, values ...any) {
	for _, v := range values {
		_, _ = fmt.Fprintf(to, "%v %+v %#v %s %q %x %d\n", v, v, v, v, v, v, v)
		if encoded, err := json.Marshal(v); err == nil {
			_, _ = to.Write(encoded)
		}
		slog.New(slog.NewJSONHandler(to, nil)).Info("value", "it", v)
		slog.New(slog.NewTextHandler(to, nil)).Info("value", "it", v)
		if err, ok := v.(error); ok && err != nil {
			_, _ = fmt.Fprintln(to, hub.Sentence(err), hub.Advice(err))
			if e, ok := errors.AsType[*hub.Error](err); ok {
				_, _ = fmt.Fprintf(to, "%#v %+v %s\n", *e, *e, e.Message)
			}
		}
	}
}

func TestASecretTellsItsKindAndNothingElse(t *testing.T) {
	assert.Equal(t, hub.Password, hub.NewSecret("hunter2").Kind())
	assert.Equal(t, hub.PersonalAccessToken, hub.NewSecret("dckr_pat_x").Kind())
	assert.Equal(t, hub.OrganizationAccessToken, hub.NewSecret("dckr_oat_x").Kind())
	assert.Equal(t, "hunter2", hub.NewSecret("hunter2").Reveal())
	assert.Equal(t, "{[redacted]}", fmt.Sprintf("%v", struct{ S hub.Secret }{hub.NewSecret("hunter2")}))
	assert.NotContains(t, fmt.Sprintf("%#v %+v", struct{ s hub.Secret }{hub.NewSecret("hunter2")}, hub.NewSecret("hunter2")), "hunter2")
}
