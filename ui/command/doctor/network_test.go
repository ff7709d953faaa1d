package doctor_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/hubtest"
	"tagboat/ui/command/doctor"
)

// asked asks a Hub with a fault, as the command does.
func asked(t *testing.T, do hubtest.Action, options ...hubtest.Option) (found doctor.Finding) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := hubtest.New(hubtest.NewWorld(time.Now()), append(options, hubtest.WithClock(time.Now))...)
		h.Inject(hubtest.Fault{Do: do})
		client, err := hub.New(hub.Options{BaseURL: h.URL(), Transport: h.Transport(), Now: time.Now})
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		_, err = client.ReadBudget(ctx)
		require.Error(t, err)
		found = doctor.Asked{About: "hub", Server: client.Address(), Err: err, Within: 10 * time.Second, Now: time.Now()}.Finding()
		assert.Len(t, h.Requests(), 1, "it is asked once")
	})
	return found
}

func TestEachRefusalIsToldAsWhatItIs(t *testing.T) {
	page := "<html><body>Welcome to the hotel</body></html>"
	for name, c := range map[string]struct {
		do         hubtest.Action
		says, then string
	}{
		"no such host":    {hubtest.NoSuchHost(), "the host was not found", "DNS settings"},
		"refused":         {hubtest.ConnectionRefused(), "connection refused", "whether a proxy is needed"},
		"no way":          {hubtest.NetworkUnreachable(), "network is unreachable", "Check the network"},
		"certificate":     {hubtest.BadCertificate(), "no secure connection", "SSL_CERT_FILE"},
		"no TLS":          {hubtest.NotTLS(), "no secure connection", "its port"},
		"proxy":           {hubtest.ProxyRefused(), "the proxy refused", "HTTPS_PROXY"},
		"broken off":      {hubtest.Drop(), "no connection", "Check the network"},
		"silence":         {hubtest.Hang(), "timed out, no answer within 10 s", "Try again. If it stays"},
		"401":             {hubtest.Unauthorized("log in first"), "forbidden (status 401; it says: log in first)", "Log in"},
		"another's 401":   {hubtest.Answer(http.StatusUnauthorized, "text/html", page), "no Hub (status 401", "sign-in page"},
		"403":             {hubtest.Forbidden("not you"), "forbidden (status 403; it says: not you)", "Log in"},
		"abuse":           {hubtest.AbuseLimit(), "too many requests from this address (status 429", "Wait until"},
		"robot":           {hubtest.BotChallenge(), "challenged as a robot (status 403", "Wait some minutes"},
		"no Hub's page":   {hubtest.Answer(http.StatusOK, "text/html", page), "what answers there is no Hub (status 200", "Check the address"},
		"no Hub's route":  {hubtest.Answer(http.StatusNotFound, "text/html", page), "what answers there is no Hub (status 404", "Check the address"},
		"no Hub's text":   {hubtest.Answer(http.StatusOK, "text/plain", "hello"), "what answers there is no Hub (status 200", "Check the address"},
		"out of order":    {hubtest.Gateway(http.StatusServiceUnavailable), "the Hub is not available (status 503)", "dockerstatus"},
		"leads elsewhere": {hubtest.RedirectTo("https://evil.example/"), "leads elsewhere", "sign-in page"},
	} {
		t.Run(name, func(t *testing.T) {
			found := asked(t, c.do)
			assert.Equal(t, doctor.Look, found.State)
			assert.Contains(t, found.Says, c.says)
			assert.Contains(t, found.Do, c.then)
		})
	}
}

func TestAServerThatIsNotAskedOrIsReachedSaysSo(t *testing.T) {
	found := doctor.Asked{About: "hub", Server: "https://hub.example", Unasked: "--offline"}.Finding()
	assert.Equal(t, doctor.Finding{About: "hub", State: doctor.Unasked, Says: "https://hub.example, not asked: --offline"}, found)
	found = doctor.Asked{About: "hub", Server: "https://hub.example", Took: 1499 * time.Microsecond, Says: "1 left"}.Finding()
	assert.Equal(t, doctor.Finding{About: "hub", Says: "https://hub.example answered after 1 ms, 1 left"}, found)
	found = doctor.Asked{About: "hub", Server: "ftp://x", Wrong: errors.New("the Hub's address: not an address")}.Finding()
	assert.Equal(t, doctor.Look, found.State)
	assert.Contains(t, found.Says, "not an address")
}

func TestTheWayToTheNetworkIsTold(t *testing.T) {
	for says, p := range map[string]doctor.Proxy{
		"none":                             {},
		"the demo has no network":          {Unasked: "the demo has no network"},
		"HTTPS_PROXY names http://proxy:1": {Variable: "HTTPS_PROXY", Address: "http://proxy:1"},
		"ALL_PROXY names socks5://p:1 with a login; not for the Hub, which is an exception": {
			Variable: "ALL_PROXY", Address: "socks5://p:1", Login: true, Skipped: true,
		},
	} {
		assert.Equal(t, says, p.Finding().Says)
		assert.NotEqual(t, doctor.Look, p.Finding().State)
	}
	wrong := errors.New("HTTPS_PROXY cannot be read")
	assert.Equal(t, doctor.Look, doctor.Proxy{Err: wrong}.Finding().State)
	assert.Equal(t, doctor.Look, doctor.Certificates{Err: wrong}.Finding().State)
	assert.Equal(t, "the system's", doctor.Certificates{}.Finding().Says)
	assert.Equal(t, "those of A and B", doctor.Certificates{Names: []string{"A", "B"}}.Finding().Says)
}
