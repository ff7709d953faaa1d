package timeline

import (
	"testing"

	"tagboat/ui/golden"
)

func TestEveryColumnHasANameOfItsOwn(t *testing.T) {
	golden.ColumnNames(t, (&Timeline{}).columns().Names())
}
