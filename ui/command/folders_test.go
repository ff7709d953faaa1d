package command

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEachSystemHasItsOwnFolderOfState(t *testing.T) {
	type environment = map[string]string
	for _, c := range []struct {
		system string
		given  environment
		want   string
	}{
		{"linux", environment{"HOME": "/home/ann"}, "/home/ann/.local/state/tagboat"},
		{"linux", environment{"HOME": "/home/ann/"}, "/home/ann/.local/state/tagboat"},
		{"linux", environment{"HOME": "/"}, "/.local/state/tagboat"},
		{"linux", environment{"HOME": "/home/ann", "XDG_STATE_HOME": "/srv/state"}, "/srv/state/tagboat"},
		{"linux", environment{"XDG_STATE_HOME": "/srv/state"}, "/srv/state/tagboat"},
		{"linux", environment{"HOME": "/home/ann", "XDG_STATE_HOME": "state"}, "/home/ann/.local/state/tagboat"},
		{"linux", environment{"HOME": "/home/ann", "XDG_STATE_HOME": "./state"}, "/home/ann/.local/state/tagboat"},
		{"linux", environment{"HOME": "/home/ann", "XDG_STATE_HOME": "~/state"}, "/home/ann/.local/state/tagboat"},
		{"linux", environment{"XDG_STATE_HOME": "state"}, ""},
		{"linux", environment{"HOME": "ann"}, ""},
		{"linux", environment{"USERPROFILE": `C:\Users\ann`, "LOCALAPPDATA": `C:\x`}, ""},
		{"linux", nil, ""},
		{"freebsd", environment{"HOME": "/home/ann"}, "/home/ann/.local/state/tagboat"},
		{"darwin", environment{"HOME": "/Users/ann"}, "/Users/ann/Library/Application Support/tagboat"},
		{"darwin", environment{"HOME": "/Users/ann", "XDG_STATE_HOME": "/Users/ann/.state"}, "/Users/ann/.state/tagboat"},
		{"darwin", environment{"HOME": "/Users/ann", "XDG_STATE_HOME": ".state"}, "/Users/ann/Library/Application Support/tagboat"},
		{"windows", environment{"USERPROFILE": `C:\Users\ann`, "LOCALAPPDATA": `C:\Users\ann\AppData\Local`}, `C:\Users\ann\AppData\Local\tagboat`},
		{"windows", environment{"LOCALAPPDATA": `D:\`}, `D:\tagboat`},
		{"windows", environment{"LOCALAPPDATA": `\\server\ann`}, `\\server\ann\tagboat`},
		{"windows", environment{"USERPROFILE": `C:\Users\ann`}, `C:\Users\ann\.local\state\tagboat`},
		{"windows", environment{"USERPROFILE": `C:\Users\ann`, "XDG_STATE_HOME": "C:/state"}, `C:/state\tagboat`},
		{"windows", environment{"USERPROFILE": `C:\Users\ann`, "XDG_STATE_HOME": `\state`, "LOCALAPPDATA": "Local"}, `C:\Users\ann\.local\state\tagboat`},
		{"windows", environment{"USERPROFILE": `C:\Users\ann`, "XDG_STATE_HOME": `C:state`}, `C:\Users\ann\.local\state\tagboat`},
		{"windows", environment{"HOME": "/home/ann"}, ""},
	} {
		m := Machine{OS: c.system, Getenv: func(name string) string { return c.given[name] }}
		assert.Equal(t, c.want, stateFolder(m), "%s, %v", c.system, c.given)
	}
}

func TestTheHomeIsTheSystemsOwn(t *testing.T) {
	both := func(name string) string {
		return map[string]string{"HOME": "/home/ann", "USERPROFILE": `C:\Users\ann`}[name]
	}
	for system, want := range map[string]string{"linux": "/home/ann", "darwin": "/home/ann", "windows": `C:\Users\ann`} {
		assert.Equal(t, want, home(Machine{OS: system, Getenv: both}), system)
	}
}
