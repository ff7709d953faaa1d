package search

import (
	"testing"

	"tagboat/hub"
	"tagboat/ui/golden"
)

func TestEveryColumnHasANameOfItsOwn(t *testing.T) {
	golden.ColumnNames(t, columns(hub.ByPulls, hub.HubRoute).Names())
}
