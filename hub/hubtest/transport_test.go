package hubtest_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
)

func TestTheSameHubIsServedFromASocket(t *testing.T) {
	h := hubtest.New(shelf(30), hubtest.WithPath("/below"))
	server := httptest.NewServer(h)
	defer server.Close()
	v := &visitor{t: t, http: server.Client(), base: server.URL + "/below"}
	p := v.page(tagsPath + "?page_size=5")
	assert.Equal(t, server.URL+"/below"+tagsPath+"?page=2&page_size=5", *p.Next)
	assert.Equal(t, 404, (&visitor{t: t, http: server.Client(), base: server.URL}).get(tagsPath).status)

	h.Inject(hubtest.Fault{Match: hubtest.Match{Times: 1}, Do: hubtest.DropMidBody()})
	_, err := v.try("GET", tagsPath, nil)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	h.Inject(hubtest.Fault{Match: hubtest.Match{Times: 1}, Do: hubtest.Drop()})
	_, err = v.try("POST", "/v2/users/login", words{})
	require.Error(t, err)
}

func TestUnknownHostsAreRefused(t *testing.T) {
	h := hubtest.New(shelf(1))
	v := visit(t, h)
	v.base = "https://elsewhere.example"
	_, err := v.try(http.MethodGet, "/", nil)
	require.ErrorContains(t, err, "no such host")
	assert.Empty(t, h.Requests())
}

func TestCancellingInMidBodyEndsTheHandler(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := hubtest.New(shelf(100))
		v := visit(t, h)
		ctx, cancel := context.WithCancel(t.Context())
		answer, err := v.http.Do(v.request(tagsPath + "?page_size=100").WithContext(ctx))
		require.NoError(t, err)
		first := make([]byte, 10)
		_, err = io.ReadFull(answer.Body, first)
		require.NoError(t, err)
		assert.Equal(t, 1, h.InFlight())
		cancel()
		synctest.Wait()
		assert.Zero(t, h.InFlight())
		_, err = io.ReadAll(answer.Body)
		require.ErrorIs(t, err, context.Canceled)
		require.NoError(t, answer.Body.Close())
	})
}

func TestGzipIsDecodedUnlessTheCallerAsksForIt(t *testing.T) {
	h := hubtest.New(shelf(1))
	h.Inject(hubtest.Fault{Do: hubtest.GzipBomb(100)})
	v := visit(t, h)
	answer, err := v.http.Do(v.request(tagsPath))
	require.NoError(t, err)
	assert.True(t, answer.Uncompressed)
	require.NoError(t, answer.Body.Close())

	r := v.request(tagsPath)
	r.Header.Set("Accept-Encoding", "gzip")
	raw, err := v.send(r)
	require.NoError(t, err)
	assert.Equal(t, "gzip", raw.header.Get("Content-Encoding"))
	assert.True(t, strings.HasPrefix(raw.body, "\x1f\x8b"))
}

func TestHEADHasNoBody(t *testing.T) {
	r := visit(t, hubtest.New(shelf(1))).do("HEAD", tagsPath, nil)
	assert.Equal(t, 200, r.status)
	assert.Empty(t, r.body)
	assert.Equal(t, "application/json", r.header.Get("Content-Type"))
}

func TestTheLogTellsTheKindOfCredentialAndNeverTheCredential(t *testing.T) {
	h, v := visitDemo(t)
	v.login("alice", "anchor")
	for _, secret := range []string{"anchor", "dckr_pat_demo"} {
		v.as(h.Session("alice", secret)).get("/v2/user/")
	}
	v.as("stale").get("/v2/user/")
	r := v.request("/v2/user/?page=1")
	r.SetBasicAuth("alice", "anchor")
	_, err := v.send(r)
	require.NoError(t, err)

	kinds := make([]hubtest.Credential, 0, 5)
	for _, entry := range h.Requests() {
		kinds = append(kinds, entry.Authorization)
		assert.NotContains(t, strings.Join([]string{entry.Path, entry.Query, string(entry.Authorization)}, " "), "anchor")
		assert.True(t, strings.HasPrefix(entry.Path, "/v2/"), "the prefix is not logged")
	}
	assert.Equal(t, []hubtest.Credential{
		hubtest.None, hubtest.Password, hubtest.PersonalAccessToken, hubtest.Unknown, hubtest.Basic,
	}, kinds)
	assert.Equal(t, 401, h.Requests()[3].Status)
	assert.Equal(t, 1, h.Peak())
	h.Forget()
	assert.Empty(t, h.Requests())
	assert.Zero(t, h.Peak())
}
