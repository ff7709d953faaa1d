package credentials

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tagboat/hub"
)

const (
	maxConfig  = 4 << 20 // of config.json; a real one is a few kilobytes
	maxSecret  = 16 << 10
	hubAddress = "https://hub.docker.com"
	hubKey     = "https://index.docker.io/v1/" // under which "docker login" stores what it got for the Hub
)

// config is as much of Docker's config.json as names a credential. Docker's own reader is as free about the case of a field's name.
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
}

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
		return config{}, fmt.Errorf("the configuration of Docker, %s, cannot be read: %w", path, err)
	}
	c, err := parseConfig(content)
	if err != nil {
		return config{}, fmt.Errorf("the configuration of Docker, %s, %w", path, err)
	}
	return c, nil
}

// slurp reads a regular file up to a size. Its errors do not repeat the path.
func slurp(path string, most int64) ([]byte, error) {
	about, err := os.Stat(path)
	if err != nil {
		return nil, cause(err)
	}
	if !about.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	defer func() { _ = f.Close() }()
	content, err := io.ReadAll(io.LimitReader(f, most+1))
	if int64(len(content)) > most {
		return nil, fmt.Errorf("it is larger than %d KiB", most>>10)
	}
	return content, cause(err)
}

// cause is the reason without the path.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
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
		return config{}, fmt.Errorf("is not valid JSON (line %d)", 1+bytes.Count(content[:at], []byte("\n")))
	}
	if err != nil {
		return config{}, errors.New("is not as Docker writes it")
	}
	return c, nil
}

// helperFor is the credential helper for a key; "" when there is none.
func (c config) helperFor(key string) string {
	if name := pick(c.CredHelpers, key); name != "" {
		return name
	}
	return c.CredsStore
}

// plainLogin is what stands in config.json itself.
func (c config) plainLogin(key string) (login, bool) {
	var a auth
	if raw := pick(c.Auths, key); len(raw) > maxSecret*2 || json.Unmarshal(raw, &a) != nil {
		return login{}, false
	}
	l := login{username: a.Username, secret: hub.NewSecret(a.Password)}
	if name, password, ok := decodeAuth(a.Auth); ok {
		l.username = name
		l.secret = hub.NewSecret(password)
	}
	l.identity = a.IdentityToken != "" || session(l.secret)
	return l, l.identity || l.username != "" && !l.secret.IsZero()
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

// session tells a web login's token from a password. The Hub would count it as a failed login.
func session(secret hub.Secret) bool {
	text := secret.Reveal()
	return strings.HasPrefix(text, "eyJ") && strings.Count(text, ".") == 2
}

// pick is the value under the key itself, else under another spelling of the same server. Docker stores other things below the Hub's key,
// such as ".../v1/access-token"; they are not meant.
func pick[T any](in map[string]T, key string) T {
	if value, ok := in[key]; ok {
		return value
	}
	names := make([]string, 0, len(in))
	for name := range in {
		if server(name) == server(key) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		var none T
		return none
	}
	return in[slices.Min(names)]
}

// server brings the spellings of one server together; a path below it stays.
func server(name string) string {
	_, after, found := strings.Cut(name, "://")
	if !found {
		after = name
	}
	host, path, _ := strings.Cut(after, "/")
	if host = strings.ToLower(host); host == "docker.io" {
		host = "index.docker.io"
	}
	switch strings.Trim(path, "/") {
	case "", "v1":
		return host
	}
	return host + "/" + path
}

// dockerKey is the key that "docker login" uses for a Hub: the Hub's own, or the host of another server.
func dockerKey(address string) string {
	if strings.EqualFold(address, hubAddress) {
		return hubKey
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
