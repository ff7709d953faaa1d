package credentials

import "strings"

// passed are the variables that a helper may see: what it needs to find its store, its agent and
// its bus. None of them holds a secret; the variables that do are in no list.
var passed = strings.Fields(`
PATH HOME USER LOGNAME LANG LANGUAGE LC_ALL LC_CTYPE LC_MESSAGES TZ TMPDIR
DISPLAY WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL SSH_AUTH_SOCK
XDG_RUNTIME_DIR XDG_CONFIG_HOME XDG_CONFIG_DIRS XDG_DATA_HOME XDG_DATA_DIRS XDG_STATE_HOME XDG_CACHE_HOME XDG_SESSION_TYPE
XDG_CURRENT_DESKTOP GNUPGHOME GPG_AGENT_INFO
PASSWORD_STORE_DIR PASSWORD_STORE_KEY PASSWORD_STORE_GPG_OPTS PASSWORD_STORE_SIGNING_KEY PASSWORD_STORE_UMASK
DOCKER_CONFIG DOCKER_HOST DOCKER_CONTEXT WSL_DISTRO_NAME WSL_INTEROP
SYSTEMROOT WINDIR SYSTEMDRIVE COMSPEC PATHEXT TEMP TMP USERPROFILE USERNAME USERDOMAIN HOMEDRIVE HOMEPATH
APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES`)

// environmentFor is what a helper gets; never nil, which would mean everything.
func environmentFor(getenv func(string) string) []string {
	environment := []string{}
	for _, name := range passed {
		if value := getenv(name); value != "" {
			environment = append(environment, name+"="+value)
		}
	}
	return environment
}
