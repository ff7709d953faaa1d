package errs_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/errs"
)

var at = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// said is a report as one text.
func said(err error) string {
	var b strings.Builder
	for _, f := range errs.Report(err, at) {
		fmt.Fprintf(&b, "%s: %s\n", f.About, f.Says)
	}
	return b.String()
}

func TestAReportTellsWhatWasTriedAndHowItEnded(t *testing.T) {
	err := &errs.Error{
		Op: "list tags of acme/api", Kind: errs.Unavailable, Status: 503, Message: "try later", Err: errors.New("broke off"),
		Attempts: []errs.Attempt{
			{At: at, Method: http.MethodPost, Host: "hub.docker.com", Path: "/v2/other", Took: 2 * time.Second, Outcome: "timed out"},
			{At: at.Add(3 * time.Second), Method: http.MethodGet, Host: "hub.docker.com", Path: "/v2/tags?page=7", Status: 503, Took: 120 * time.Millisecond, Outcome: "the Hub is not available"},
		},
	}
	assert.Equal(t, `what: Could not list tags of acme/api: the Hub does not work properly at the moment. The Hub says: try later.
status: 503
host: hub.docker.com
path: GET /v2/tags?page=7
time: 2026-11-01 12:00:03 UTC
attempt 1: 12:00:00.000 POST hub.docker.com/v2/other after 2s (timed out)
attempt 2: 12:00:03.000 503 after 120ms (the Hub is not available)
kind: the Hub is not available
cause: broke off
advice: Wait a minute and try again. www.dockerstatus.com tells about outages.
`, said(fmt.Errorf("deed: %w", err)))
	assert.Equal(t, "what: no room on the disk\ntime: 2026-11-01 12:00:00 UTC\ncause: no room on the disk\n", said(errors.New("no room on the disk")))
}

func TestAReportHoldsNoSecretWhereverOneStands(t *testing.T) {
	for _, leak := range []string{
		"dckr_pat_Abcdefghijk", "dckr_oat_Abcdefghijk", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "https://alice:hunter2@proxy.example:3128/",
		"Authorization: Bearer hunter2", "Authorization: Basic aHVudGVyMjpodW50ZXIy", "bearer hunter2", `{"password":"hunter2","x":1}`,
		`{"password": "hunter2 and the cut off`, "password=hunter2&next=1", "token=hunter2", "?code=hunter2", "secret: hunter2", "'passwd': 'hunter2'",
	} {
		err := &errs.Error{
			Op: leak, Kind: errs.Refused, Status: 400, Message: leak, Err: errors.New(leak),
			Attempts: []errs.Attempt{{At: at, Method: leak, Host: leak, Path: leak, Outcome: leak}},
		}
		for _, report := range []string{said(err), said(errors.New(leak)), said(fmt.Errorf("%s: %w", leak, errs.NewCause(leak, leak, leak)))} {
			for _, secret := range []string{"hunter2", "Abcdefghijk", "eyJ", "aHVudGVy"} {
				assert.NotContains(t, report, secret, leak)
			}
		}
	}
	assert.Contains(t, said(errors.New("the name and the password or access token do not belong together")), "the password or access token do")
}
