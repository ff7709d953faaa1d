package credentials

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDockersConfigurationIsWhereDockerLooksForIt(t *testing.T) {
	for _, c := range []struct{ home, directory, want string }{
		{"/home/ann", "", filepath.Join("/home/ann", ".docker", "config.json")},
		{"/home/ann", "/etc/docker-of-ann", filepath.Join("/etc/docker-of-ann", "config.json")},
		{"/home/ann", "here", filepath.Join("here", "config.json")}, // Docker takes a relative one too
		{"", "/etc/docker-of-ann", filepath.Join("/etc/docker-of-ann", "config.json")},
		{"", "", ""},
		{`C:\Users\ann`, "", filepath.Join(`C:\Users\ann`, ".docker", "config.json")},
		{`C:\Users\ann`, `D:\docker`, filepath.Join(`D:\docker`, "config.json")},
	} {
		a := New(Options{Home: c.home, Getenv: func(name string) string { return map[string]string{"DOCKER_CONFIG": c.directory}[name] }})
		assert.Equal(t, c.want, a.configPath())
	}
}
