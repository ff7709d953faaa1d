//go:build !windows

package endtoend_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheDoctorAsksTheTerminalAndGivesItBackAsItWas(t *testing.T) {
	t.Parallel()
	term := open(t, 160, 50, nil, tagboat, "doctor", "--demo")
	assert.Contains(t, []int{0, 5}, term.exit(), "on a busy machine the answers may be late")
	assert.Contains(t, term.screen(), "terminal       ok     xterm-256color, 160×50")
	assert.Contains(t, term.screen(), "\nanswers        ")
	assert.Contains(t, term.screen(), "\nclipboard      ok     OSC 52")
	assert.Contains(t, term.screen(), "\nhub            ok     https://hub.docker.com/demo answered after ")
	assert.True(t, echoes(t, term.pty))
}
