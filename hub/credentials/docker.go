package credentials

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tagboat/hub"
	"tagboat/hub/statefile"
)

const (
	maxConfig = 4 << 20 // of config.json; a real one is a few kilobytes
	maxSecret = 16 << 10

	// a configuration in the environment, which Docker prefers to the file.
	authVariable = "DOCKER_AUTH_CONFIG"
)

// config is as much of Docker's config.json as names a credential. Docker's own reader is as free
// about the case of a field's name.
type config struct {
	Auths       map[string]json.RawMessage `json:"auths"`
	CredsStore  string                     `json:"credsStore"`
	CredHelpers map[string]string          `json:"credHelpers"`
}

type auth struct {
	Auth          string `json:"auth"`
	Username      string `json:"username"`
	Password      string `json:"password"`
	IdentityToken string `json:"identitytoken"`
	RegistryToken string `json:"registrytoken"`
}

// errAuth says that what Docker would send cannot be told from an entry. Docker refuses it too.
var errAuth = errors.New("its auth is not base64 of NAME:PASSWORD")

// login is what Docker holds for the Hub.
type login struct {
	username string
	secret   hub.Secret
	identity bool // a token that only a registry understands
}

// configPath is Docker's configuration; "" when there is nowhere to look.
func (a *Accounts) configPath() string {
	directory := a.getenv("DOCKER_CONFIG")
	if directory == "" {
		if a.home == "" {
			return ""
		}
		directory = filepath.Join(a.home, ".docker")
	}
	return filepath.Join(directory, "config.json")
}

// dockerConfig reads Docker's configuration. A file that is not there is an empty one.
func (a *Accounts) dockerConfig() (config, error) {
	path := a.configPath()
	if path == "" {
		return config{}, nil
	}
	content, err := slurp(path, maxConfig)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return config{}, nil
	case err != nil:
		return config{}, fmt.Errorf(
			"the configuration of Docker, %s, cannot be read: %w", path, err,
		)
	}
	c, err := parseConfig(content)
	if err != nil {
		return config{}, fmt.Errorf("the configuration of Docker, %s, %w", path, err)
	}
	return c, nil
}

// variableConfig reads the configuration in the environment, as strictly as Docker: logins of the
// plain form and nothing else.
func (a *Accounts) variableConfig() (config, error) {
	text := a.getenv(authVariable)
	if strings.TrimSpace(text) == "" {
		return config{}, nil
	}
	var c struct {
		Auths map[string]struct {
			Auth string `json:"auth"`
		} `json:"auths"`
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if len(text) > maxConfig || decoder.Decode(&c) != nil || decoder.More() {
		return config{}, errors.New(authVariable +
			` cannot be read: it has to be JSON such as {"auths":{"https://index.docker.io/v1/":{"auth":"…"}}}`)
	}
	read := config{Auths: map[string]json.RawMessage{}}
	for name, entry := range c.Auths {
		raw, err := json.Marshal(auth{Auth: entry.Auth}) //nolint:gosec // It stays in memory, as it was.
		if err != nil || entry.Auth == "" {
			return config{}, errors.New(
				authVariable + " cannot be read: there is an entry without an auth",
			)
		}
		read.Auths[name] = raw
	}
	return read, nil
}

// slurp reads a regular file up to a size. Its errors do not repeat the path.
func slurp(path string, most int64) ([]byte, error) {
	about, err := os.Stat(path)
	if err != nil {
		return nil, statefile.Reason(err)
	}
	if !about.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, statefile.Reason(err)
	}
	defer func() { _ = f.Close() }()
	content, err := io.ReadAll(io.LimitReader(f, most+1))
	if int64(len(content)) > most {
		return nil, fmt.Errorf("it is larger than %d KiB", most>>10)
	}
	return content, statefile.Reason(err)
}

// parseConfig never says what it read, because that may be a password.
func parseConfig(content []byte) (config, error) {
	var c config
	if len(bytes.TrimSpace(content)) == 0 {
		return c, nil
	}
	err := json.Unmarshal(content, &c)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at := min(max(int(syntax.Offset), 0), len(content))
		return config{}, fmt.Errorf(
			"is not valid JSON (line %d)", 1+bytes.Count(content[:at], []byte("\n")),
		)
	}
	if err != nil {
		return config{}, errors.New("is not as Docker writes it")
	}
	return c, nil
}

// plainLogin is what stands in config.json itself: of the first of the keys that holds a login.
// What cannot be read is an error, and the search goes on.
func (c config) plainLogin(keys keys) (found login, ok bool, unread error) {
	for _, key := range namesIn(keys, c.Auths) {
		l, err := readAuth(c.Auths[key])
		switch {
		case err != nil:
			unread = errors.Join(
				unread, fmt.Errorf("the entry for %s cannot be read: %w", quotable(key), err),
			)
		case l.identity || l.username != "" && !l.secret.IsZero():
			return l, true, unread
		}
	}
	return login{}, false, unread
}

func readAuth(raw json.RawMessage) (login, error) {
	var a auth
	if len(raw) > maxSecret*2 || json.Unmarshal(raw, &a) != nil {
		return login{}, errors.New("it is not as Docker writes it")
	}
	l := login{username: a.Username, secret: hub.NewSecret(a.Password)}
	if a.Auth != "" {
		name, password, ok := decodeAuth(a.Auth)
		if !ok {
			return login{}, errAuth
		}
		l.username, l.secret = name, hub.NewSecret(password)
	}
	l.identity = a.IdentityToken != "" || a.RegistryToken != ""
	return l, nil
}

// decodeAuth undoes base64("name:password"); a password may hold colons.
func decodeAuth(text string) (name, password string, ok bool) {
	text = strings.TrimRight(strings.Join(strings.Fields(text), ""), "=")
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil || len(decoded) > maxSecret {
		return "", "", false
	}
	name, password, ok = strings.Cut(string(decoded), ":")
	return name, strings.Trim(password, "\x00"), ok && name != ""
}
