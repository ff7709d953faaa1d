package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest"
	"tagboat/keymap"
)

// keyNamed finds a key that a text names: by its name, or a letter that does something.
var keyNamed = regexp.MustCompile(
	`(?i:\b(ctrl\+[a-z]|shift\+tab|esc|pgup|pgdo?w?n|backspace)\b)` +
		`|(^|[ ·,;:.("])([Ee]nter|[Tt]ab|space)( (and|or|then|goes|keeps|opens|sends|loads|marks|completes|narrows|tries|to)\b|, then)` +
		`|\b[Pp]ress(es)? [^ «]` +
		`|(^|[·;,.:] ?)[b-zA-Z?/:*.<>_=-] (again|asks|clears|closes|copies|counts|goes|leaves|loads|marks|narrows|opens|quits|reads|reloads|shows|stops|takes|tries)\b`,
)

// renamed are the keys as they are shipped, each named as no text would by itself.
func renamed(t *testing.T) *keymap.Map {
	t.Helper()
	keys := keymap.New()
	for _, scope := range reflect.ValueOf(&keys).Elem().Fields() {
		for _, field := range scope.Fields() {
			b, ok := reflect.TypeAssert[*key.Binding](field.Addr())
			require.True(t, ok)
			b.SetHelp("«"+strings.ReplaceAll(b.Help().Key, "pg", "Pg")+"»", b.Help().Desc)
		}
	}
	keys.Search.Narrow.SetKeys("f", "«tab»")
	return &keys
}

// nameless are pictures in which there is nothing, or not yet, or which failed.
var nameless = map[string]func(s *story){
	"page": func(s *story) { atNginx(s); s.types("i") },
	"page-failed": func(s *story) {
		atNginx(s)
		s.server.Inject(hubtest.Fault{Do: hubtest.BotChallenge()})
		s.types("i")
		s.pass(time.Minute)
	},
	"page-loading": func(s *story) {
		atNginx(s)
		s.server.Inject(hubtest.Fault{Do: hubtest.Hang()})
		s.types("i")
	},
	"compare-one":  func(s *story) { atNginx(s); s.types("d") },
	"jump-nothing": func(s *story) { atNginx(s); s.press("ctrl+k"); s.types("^zebra ^crossing") },
	"actions":      func(s *story) { atNginx(s); s.types(":") },
	"mouse":        func(s *story) { atNginx(s); s.types("m") },
	"first-screen": func(s *story) { s.press("ctrl+o", "esc", "esc") },
	"digest":       func(s *story) { s.press("ctrl+o"); s.types("sha256:" + strings.Repeat("0", 64)); s.press("enter") },
	"filter-typed": func(s *story) { s.logIn("alice", "anchor"); openAPI(s); s.types("/zebra") },
	"narrow-nothing": func(s *story) {
		s.seeks("zebra-crossing")
		s.press("esc")
	},
	"nothing": func(s *story) {
		s.logIn("alice", "anchor")
		s.server.Inject(hubtest.Fault{Do: hubtest.Hang()})
		s.press("enter", "r")
	},
}

func TestTheKeysThatTextsNameAreThoseOfTheMap(t *testing.T) {
	all := maps.Clone(frames)
	maps.Copy(all, searchFrames)
	maps.Copy(all, nameless)
	delete(all, "search-narrow") // gets there by the key that has another name here
	named := regexp.MustCompile(`«[^»]*»?`)
	for name, play := range all {
		t.Run(name, func(t *testing.T) {
			tell(t, setting{demo: true, width: 120, height: 40, keys: renamed(t)}, func(s *story) {
				play(s)
				for line := range strings.SplitSeq(s.screen(), "\n") {
					assert.NotRegexp(t, keyNamed, named.ReplaceAllString(line, "«»"))
				}
				assert.Regexp(t, named, s.screen(), "and it names some")
			})
		})
	}
}

func TestNoTextOfTheProgramNamesAKeyByItself(t *testing.T) {
	texts := 0
	require.NoError(t, filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		isProduct := strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go")
		// The palette knows keys by their names, and what has the terminal is no screen of ours.
		if err != nil || !isProduct || path == "palette/press.go" || filepath.Dir(path) == "foreground" {
			return err
		}
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, path, nil, 0)
		require.NoError(t, err)
		ast.Inspect(parsed, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				said, err := strconv.Unquote(literal.Value)
				require.NoError(t, err)
				assert.NotRegexp(t, keyNamed, said, files.Position(literal.Pos()).String())
				assert.NotContains(t, []string{"esc", "enter", "tab", "space"}, strings.TrimSpace(said), files.Position(literal.Pos()).String())
				texts++
			}
			return true
		})
		return nil
	}))
	assert.Greater(t, texts, 1000)
}

func TestTheHelpTellsWhatPartIsInSightAndStaysAsWideAsItIs(t *testing.T) {
	tell(t, setting{width: 40, height: 12}, func(s *story) {
		atAcme(s)
		s.types("?")
		assert.Regexp(t, `Keys that work here · 1–7 of \d\d ──╮`, s.screen())
		s.types("G")
		assert.Regexp(t, `Keys that work he… · (\d\d)–(\d\d) of (\d\d) ─╮`, s.screen())
	})
}
