package tags

import (
	"testing"

	"tagboat/ui/golden"
)

func TestEveryColumnHasANameOfItsOwn(t *testing.T) {
	golden.ColumnNames(t, Columns(nil).Names())
}
