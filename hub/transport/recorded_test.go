package transport

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub/hubtest/answers"
)

func TestRecordedErrorsDecode(t *testing.T) {
	answers.Each(t, "login_401", checkError, "login_401__2fa")
	answers.Each(t, "error_", checkError)
	answers.Each(t, "logout_200", checkError)
	for _, body := range []string{"", "<html><body>down</body></html>"} {
		checkError(t, []byte(body))
	}
}

// checkError wants the words of an error that has any; one may be a page of HTML, or nothing.
func checkError(t *testing.T, body []byte) {
	said := serverMessage(body)
	assert.NotContains(t, said, "httperror")
	assert.LessOrEqual(t, len(said), maxPlain)
	var e struct {
		Message string `json:"message"`
		Detail  string `json:"detail"`
	}
	if json.Unmarshal(body, &e) == nil && e.Message+e.Detail != "" {
		assert.NotEmpty(t, said)
	}
}
