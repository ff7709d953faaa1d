package doctor_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/command/doctor"
)

func TestEachLineSaysOkOrWhatToDo(t *testing.T) {
	found := []doctor.Finding{
		{About: "hub", Says: "it answers"}, {About: "keyboard", State: doctor.Unasked, Says: "no terminal"},
		{About: "state", State: doctor.Look, Says: "the disk of /home/alice is full", Do: "Make room in /home/alice."},
	}
	var out bytes.Buffer
	r := doctor.Report{Out: &out, Home: "/home/alice/"}
	r.Add(found...)
	looks, err := r.Close()
	require.NoError(t, err)
	assert.Equal(t, 1, looks)
	assert.Equal(t, `hub            ok     it answers
keyboard       -      no terminal
state          look   the disk of ~ is full
                      do: Make room in ~.
`, out.String())

	out.Reset()
	r = doctor.Report{Out: &out, JSON: true, Home: "/home/alice"}
	r.Add(found...)
	assert.Empty(t, out.String())
	_, err = r.Close()
	require.NoError(t, err)
	assert.JSONEq(t, `{"ok":false,"findings":[{"about":"hub","state":"ok","says":"it answers","do":null},
		{"about":"keyboard","state":"unasked","says":"no terminal","do":null},
		{"about":"state","state":"look","says":"the disk of ~ is full","do":"Make room in ~."}]}`, out.String())
}

func TestTheHomeIsATildeAndNothingElseIs(t *testing.T) {
	for _, c := range []struct{ home, says, want string }{
		{"/home/al", "/home/al/.docker", "~/.docker"}, {"/home/al", "in /home/al, and /home/al", "in ~, and ~"},
		{"/home/al", "/home/alice/x", "/home/alice/x"}, {"/home/al", "/srv/home/al/x", "/srv/home/al/x"},
		{"/home/al", "“/home/al/x”", "“~/x”"}, {"/", "/etc/x", "/etc/x"}, {"", "/etc/x", "/etc/x"},
		{`C:\Users\al`, `C:\Users\al\x`, `~\x`},
	} {
		var out bytes.Buffer
		r := doctor.Report{Out: &out, JSON: true, Home: c.home}
		r.Add(doctor.Finding{About: "x", Says: c.says})
		_, err := r.Close()
		require.NoError(t, err)
		var told struct {
			Findings []struct {
				Says string `json:"says"`
			} `json:"findings"`
		}
		require.NoError(t, json.Unmarshal(out.Bytes(), &told))
		assert.Equal(t, c.want, told.Findings[0].Says)
	}
}

func TestForeignTextIsHarmlessInEveryFormat(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		var out bytes.Buffer
		r := doctor.Report{Out: &out, JSON: asJSON}
		r.Add(doctor.Finding{About: "helper", State: doctor.Look, Says: "it says \x1b]0;owned\x07\x1b[2J\nhub  ok  all is well", Do: "ask\u202e it"})
		_, err := r.Close()
		require.NoError(t, err)
		assert.NotContains(t, out.String(), "\x1b")
		assert.NotContains(t, out.String(), "owned")
		assert.NotContains(t, out.String(), "\u202e")
		assert.NotContains(t, out.String(), "\nhub  ok", "a stranger's line is no line of the report")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestAReportThatCannotBeWrittenSaysSo(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		r := doctor.Report{Out: full{}, JSON: asJSON}
		r.Add(doctor.Finding{About: "hub"}, doctor.Finding{About: "proxy"})
		_, err := r.Close()
		assert.ErrorContains(t, err, "no room")
	}
}
