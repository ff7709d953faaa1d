package listing

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTenRowsOfManyAreToldAtTheCostOfTenOfFew(t *testing.T) {
	cost := func(n int) float64 {
		l := tags(t, n)
		return testing.AllocsPerRun(20, func() {
			s := l.Speech()
			for i := range 10 {
				_ = s.Rows.Row(i)
			}
		})
	}
	few := cost(1_000)
	assert.InDelta(t, few, cost(100_000), few/10)
}
