package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOnlyTheEngineHasWhatItLogsInWith(t *testing.T) {
	auth := `DOCKER_AUTH_CONFIG={"auths":{}}`
	command := pulling(t.Context(), Outside{Engine: "/bin/docker", EngineAuth: auth}, "nginx:1.27")
	assert.Contains(t, command.Environ(), auth)
	assert.Equal(t, []string{"/bin/docker", "pull", "nginx:1.27"}, command.Args)
	command = pulling(t.Context(), Outside{Engine: "/bin/docker"}, "nginx:1.27")
	assert.Nil(t, command.Env, "the program's own, out of which main takes the secrets")
}
