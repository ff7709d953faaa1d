package index_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/index"
)

func TestTheSchemaIsToldAsItIs(t *testing.T) {
	s := at(t, 20)
	s.run().read()
	made := map[string]string{}
	for _, table := range s.ask("select name from sqlite_schema where type='table' and name not like 'sqlite_%'") {
		made[table] = strings.Join(s.ask("select name from pragma_table_info('"+table+"')"), " ")
	}
	told := map[string]string{}
	for _, found := range regexp.MustCompile(`(?m)^(\w+): ((?:[\w ]|\n {5,})+)$`).FindAllStringSubmatch(index.Schema, -1) {
		told[found[1]] = strings.Join(strings.Fields(found[2]), " ")
	}
	assert.Equal(t, made, told)
	assert.Contains(t, index.Schema, "the version of the schema, "+s.ask("pragma user_version")[0]+".")
	assert.Contains(t, index.Schema, "application_id is 0x"+s.ask("select printf('%x', application_id) from pragma_application_id")[0])
	for line := range strings.Lines(index.Schema) {
		assert.LessOrEqual(t, len(line), 81, line)
		assert.NotContains(t, line, "\t")
	}
}

func TestTheQuestionsOfTheSchemaAreAnswered(t *testing.T) {
	s := at(t, 20)
	s.run().read()
	s.push("latest")
	s.run().read()
	s.push("latest")
	s.run().read()
	db, err := sqlite3.Open(s.path())
	require.NoError(t, err)
	defer func() { _ = db.Close() }()
	questions := regexp.MustCompile(`(?ms)^-- .*?;`).FindAllString(index.Schema, -1)
	assert.Len(t, questions, 5)
	for _, question := range questions {
		stmt, _, err := db.Prepare(question)
		require.NoError(t, err, question)
		assert.True(t, stmt.Step(), question)
		for i := range stmt.ColumnCount() {
			switch stmt.ColumnName(i) {
			case "digest":
				assert.Regexp(t, "^sha256:[0-9a-f]{64}$", stmt.ColumnText(i), question)
			case "verified", "updated", "until":
				assert.Regexp(t, `^2026-11-\d\d \d\d:\d\d:\d\d$`, stmt.ColumnText(i), question)
			case "account": // nobody's
			default:
				assert.NotEmpty(t, stmt.ColumnText(i), question)
			}
		}
		require.NoError(t, stmt.Close())
	}
}
