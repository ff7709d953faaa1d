package ui_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// floors is the tower: a package imports only packages of a lower floor. The
// way the user drills down is the way the imports run, so that a screen cannot
// know who opened it.
var floors = [][]string{
	{"", "ui/endtoend"},
	{"ui/command"},
	{"ui/command/doctor"},
	{"ui/command/sheet", "ui/linear"},
	{"ui/command/report"},
	{"ui"},
	{"ui/history"},
	{"ui/home", "ui/search"},
	{"ui/prompt"},
	{"ui/repositories", "ui/references", "ui/news"},
	{"ui/alltags"},
	{"ui/tags", "ui/storage", "ui/login", "ui/twofactor"},
	{"ui/plan"},
	{"ui/tag", "ui/compare", "ui/readme", "ui/untagged"},
	{"ui/layers", "ui/timeline"},
	{"ui/listing", "ui/copyas", "ui/jump", "ui/palette"},
	{"ui/picker", "ui/listing/loader", "ui/listing/view", "ui/views"},
	{"ui/listing/rows", "ui/menu", "ui/manual", "ui/errand"},
	{"ui/screen", "ui/frame", "ui/pager", "ui/markdown"},
	{"ui/field", "ui/own"},
	forTests,
	{"hub"},
	{"hub/registry"},
	{"hub/session"},
	{"hub/transport"},
	{"hub/paging", "hub/wire"},
	{"hub/errs"},
	{"ui/clipboard", "ui/config", "keymap"},
	ground,
}

// ground holds the packages that import none of ours.
var ground = []string{"ui/garbage", "hub/name", "hub/redact", "ui/task", "ui/theme", "ui/text", "ui/apart", "ui/keyboard", "ui/signals", "ui/foreground", "ui/child", "ui/config/document"}

// rooms are those of the hub, which the others enter through "hub" alone; only
// names are for everybody.
var rooms = []string{"hub/registry", "hub/session", "hub/transport", "hub/paging", "hub/wire", "hub/errs", "hub/redact"}

// guests live at the hub's and may use it, and one another. It knows none of
// them, and they know nothing of the screen.
var guests = []string{"hub/fakehub", "hub/demo", "hub/hubtest", "hub/credentials", "hub/query", "hub/clean", "hub/fields", "hub/export", "hub/siblings", "hub/stale", "hub/freshness", "hub/comparison", "hub/forms", "hub/pin", "hub/which",
	"hub/export/journal", "hub/ranking", "hub/places", "hub/statefile", "hub/compact",
	"hub/index", "hub/index/database", "hub/index/store", "hub/index/delta", "hub/index/table", "hub/index/past",
	"hub/wait", "hub/check", "hub/refresh", "hub/survey", "hub/across", "hub/storage",
	"hub/refs", "hub/refs/source", "hub/refs/variables", "hub/refs/dockerfile", "hub/refs/patch", "hub/refs/folder", "hub/refs/tree", "hub/refs/manifest",
}

// secluded are guests that know nothing of ours at all.
var secluded = []string{"hub/fakehub", "hub/clean", "hub/statefile", "hub/index/delta"}

// pretence is the fake Hub, the world that it shows, and its faults. It writes
// its JSON by its own hand, since what reads it must not have helped to write
// it: its packages import one another and nothing else of ours.
var pretence = []string{"hub/fakehub", "hub/demo", "hub/hubtest"}

// forTests are imported by tests alone, and by any of them.
var forTests = []string{"ui/golden", "hub/hubtest/answers"}

// aPackage is what "go list" tells of a package.
type aPackage struct {
	ImportPath   string   `json:"ImportPath"`
	Imports      []string `json:"Imports"`
	TestImports  []string `json:"TestImports"`
	XTestImports []string `json:"XTestImports"`
	Module       *module  `json:"Module"`
}

type module struct {
	Path string `json:"Path"`
}

// name is the folder of the package, empty at the top.
func (p aPackage) name() string { return inside(p.ImportPath, p.Module.Path) }

func inside(path, module string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
}

// ours picks the packages of this module out of a list of imports.
func (p aPackage) ours(imports []string) []string {
	var names []string
	for _, path := range imports {
		if path == p.Module.Path || strings.HasPrefix(path, p.Module.Path+"/") {
			names = append(names, inside(path, p.Module.Path))
		}
	}
	return names
}

func TestImportsRunOnlyDownTheTower(t *testing.T) {
	for _, p := range packages(t) {
		from := p.name()
		if !assert.Truef(t, isPlaced(from), "give the package %q a floor in this test", from) {
			continue
		}
		for _, to := range p.ours(p.Imports) {
			assert.NoErrorf(t, arrow(from, to), "%q imports %q", from, to)
		}
	}
}

func TestTestsReachNoHigherThanTheirPackageButForTheGuests(t *testing.T) {
	for _, p := range packages(t) {
		from := p.name()
		for _, to := range p.ours(slices.Concat(p.TestImports, p.XTestImports)) {
			if to == from || slices.Contains(forTests, to) || slices.Contains(guests, to) || arrow(from, to) == nil {
				continue
			}
			assert.LessOrEqualf(t, floor(to), floor(from), "a test of %q imports %q, which is above it", from, to)
		}
	}
}

func TestTheProgramCarriesNoTestLibrary(t *testing.T) {
	for _, p := range packages(t) {
		if slices.Contains(forTests, p.name()) {
			continue
		}
		for _, path := range p.Imports {
			forbidden := path == "testing" || strings.HasPrefix(path, "testing/") || strings.HasPrefix(path, "github.com/stretchr/")
			assert.Falsef(t, forbidden, "%q imports %q", p.name(), path)
		}
	}
}

// TestTheAppKnowsNoScreenByItsType holds that the App asks by the interfaces of ui/screen.
func TestTheAppKnowsNoScreenByItsType(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		rooms := map[string]bool{}
		for _, i := range parsed.Imports {
			path := strings.Trim(i.Path.Value, `"`)
			rooms[filepath.Base(path)] = strings.Contains(path, "/ui/") && !strings.HasSuffix(path, "/ui/screen")
		}
		for _, what := range typesAskedFor(parsed) {
			if pointer, ok := what.(*ast.StarExpr); ok {
				what = pointer.X
			}
			if of, ok := what.(*ast.SelectorExpr); ok {
				assert.Falsef(t, rooms[fmt.Sprint(of.X)], "%s asks for the type %s.%s", file, of.X, of.Sel)
			}
		}
	}
}

// typesAskedFor are those of the type assertions and the cases of type switches.
func typesAskedFor(file *ast.File) (types []ast.Expr) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.TypeAssertExpr:
			types = append(types, n.Type)
		case *ast.CaseClause:
			types = append(types, n.List...)
		}
		return true
	})
	return types
}

func TestTheRulesRefuseWhatTheyShould(t *testing.T) {
	for _, a := range [][2]string{
		{"hub", "hub/hubtest"}, {"hub", "keymap"}, {"hub", "hub/query"}, {"keymap", "hub"}, {"ui/theme", "ui/text"},
		{"ui/tags", "ui/repositories"}, {"ui/tags", "ui/login"}, {"ui/listing/rows", "ui/listing"}, {"ui/screen", "ui"},
		{"ui/search", "ui/history"}, {"ui/history", "ui"}, {"ui/frame", "ui/screen"}, {"ui/foreground", "ui/screen"},
		{"ui/listing/loader", "ui/listing/view"}, {"ui/listing/view", "ui/listing/loader"},
		{"hub/query", "keymap"}, {"hub/export", "ui/text"}, {"hub/hubtest", "hub"}, {"hub/clean", "hub"},
		{"ui/repositories", "hub/hubtest"}, {"hub/query", "hub/hubtest"}, {"ui", ""}, {"ui", "ui/command"}, {"", "hub/hubtest"}, {"ui/task", "hub/clean"}, {"ui", "ui/golden"}, {"hub/name", "hub"},
		{"hub/paging", "hub/transport"}, {"hub/transport", "hub/session"}, {"hub/errs", "hub"}, {"ui", "hub/errs"}, {"hub/export", "hub/transport"}, {"hub/session", "hub/query"}, {"hub", "hub/hubtest/answers"},
		{"hub/export", "ui/command/sheet"}, {"ui/command", "hub/hubtest"}, {"hub/export", "hub/fakehub"}, {"ui", "hub/demo"}, {"hub/fakehub", "hub/demo"}, {"hub/demo", "hub/hubtest"}, {"hub/demo", "hub/clean"}, {"hub/hubtest", "hub/name"}, {"hub", "hub/fakehub"},
	} {
		assert.Errorf(t, arrow(a[0], a[1]), "%q must not import %q", a[0], a[1])
	}
	for _, a := range [][2]string{
		{"", "ui"}, {"ui/command", "hub/fakehub"}, {"ui/command", "hub/demo"}, {"hub/demo", "hub/fakehub"}, {"hub/hubtest", "hub/fakehub"}, {"hub/hubtest", "hub/demo"}, {"ui/command", "ui"}, {"", "ui/command"}, {"ui", "ui/home"}, {"ui/repositories", "ui/tags"}, {"ui/tags", "ui/listing"},
		{"ui/listing", "ui/listing/rows"}, {"ui/listing/rows", "hub/query"}, {"ui/screen", "keymap"}, {"hub/export", "hub/clean"},
		{"hub/export", "hub/query"}, {"hub/query", "hub"}, {"hub/credentials", "hub"}, {"ui/tags", "hub/clean"}, {"hub", "hub/name"},
		{"hub", "hub/session"}, {"hub/session", "hub/transport"}, {"hub/transport", "hub/paging"}, {"hub/paging", "hub/errs"}, {"hub/errs", "hub/redact"},
	} {
		assert.NoErrorf(t, arrow(a[0], a[1]), "%q may import %q", a[0], a[1])
	}
}

// arrow tells why from must not import to.
func arrow(from, to string) error {
	switch {
	case slices.Contains(ground, from):
		return fmt.Errorf("%q stands on the ground and imports none of ours", from)
	case (from == "hub" || slices.Contains(rooms, from)) && to != "hub/name" && !slices.Contains(rooms, to):
		return fmt.Errorf("%q is a room of the hub, and knows its other rooms only", from)
	case slices.Contains(rooms, to) && from != "hub" && !slices.Contains(rooms, from):
		return fmt.Errorf("%q is entered through the hub", to)
	case slices.Contains(secluded, from):
		return fmt.Errorf("%q imports none of ours", from)
	case slices.Contains(forTests, to):
		return fmt.Errorf("%q is for tests", to)
	case to == "hub/hubtest":
		return fmt.Errorf("%q is for tests", to)
	case slices.Contains(pretence, from) != slices.Contains(pretence, to):
		if from != "ui/command" {
			return fmt.Errorf("%q is no business of %q: only the command line offers the demo, and a fake Hub knows nothing of ours", to, from)
		}
	case slices.Contains(guests, from):
		if to != "hub" && to != "hub/name" && !slices.Contains(guests, to) {
			return fmt.Errorf("%q knows the hub and its guests, not the screen", from)
		}
	case slices.Contains(guests, to):
	case floor(to) >= floor(from):
		return fmt.Errorf("%q is not below %q", to, from)
	}
	return nil
}

// floor counts from the ground up; a package without a floor is below it.
func floor(name string) int {
	for i, names := range floors {
		if slices.Contains(names, name) {
			return len(floors) - i
		}
	}
	return 0
}

func isPlaced(name string) bool { return floor(name) > 0 || slices.Contains(guests, name) }

// packages asks the go command, which knows the build tags of this machine.
func packages(t *testing.T) []aPackage {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Imports,TestImports,XTestImports,Module", "./...")
	list.Dir = ".."
	out, err := list.Output()
	require.NoError(t, err)
	var all []aPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p aPackage
		require.NoError(t, d.Decode(&p))
		all = append(all, p)
	}
	require.NotEmpty(t, all)
	return all
}
