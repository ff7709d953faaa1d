package repositories

import (
	"testing"

	"tagboat/ui/golden"
)

func TestEveryColumnHasANameOfItsOwn(t *testing.T) {
	golden.ColumnNames(t, (&repositories{}).columns().Names())
}
