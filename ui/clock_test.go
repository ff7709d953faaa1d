package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// defaults are the fields whose zero value means the machine's clock. Everybody else is given one.
var defaults = []string{"hub/transport/client.go", "hub/credentials/accounts.go", "hub/hubtest/hub.go"}

func TestOnlyMainReadsTheMachinesClock(t *testing.T) {
	read := 0
	require.NoError(t, filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		name := strings.TrimPrefix(filepath.ToSlash(path), "../")
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || name == "main.go" {
			return err
		}
		read++
		called, named := clockReadings(t, path)
		assert.Empty(t, called, "%s asks the machine for the time; let it be given a clock", name)
		if !slices.Contains(defaults, name) {
			assert.Empty(t, named, "%s takes the machine's clock; let it be given one", name)
		}
		return nil
	}))
	assert.Greater(t, read, 100)
}

// clockReadings are the places of a file where the machine's clock is asked, and where it is handed on.
func clockReadings(t *testing.T, path string) (called, named []string) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, 0)
	require.NoError(t, err)
	calls := map[ast.Expr]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			calls[call.Fun] = true
		}
		of, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains([]string{"Now", "Since", "Until"}, of.Sel.Name) {
			return true
		}
		if from, ok := of.X.(*ast.Ident); !ok || from.Name != "time" {
			return true
		}
		if at := set.Position(of.Pos()).String(); calls[of] {
			called = append(called, at)
		} else {
			named = append(named, at)
		}
		return true
	})
	return called, named
}
