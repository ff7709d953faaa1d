package comparison_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/comparison"
)

func TestThePlatformThatAPullTakesStandsFirstAndTheOthersStay(t *testing.T) {
	linux := func(architecture, variant string) comparison.Diff {
		return comparison.Diff{Platform: hub.NewPlatform("linux", architecture, variant, "")}
	}
	all := func() []comparison.Diff {
		return []comparison.Diff{linux("386", ""), linux("amd64", ""), linux("arm", "v5"), linux("arm", "v7")}
	}
	order := func(machine hub.Platform) (names []string) {
		for _, d := range comparison.MineFirst(all(), machine) {
			names = append(names, d.Platform.Short())
		}
		return names
	}
	assert.Equal(t, []string{"amd64", "386", "arm/v5", "arm/v7"}, order(hub.NewPlatform("linux", "amd64", "", "")))
	assert.Equal(t, []string{"arm/v7", "386", "amd64", "arm/v5"}, order(hub.NewPlatform("linux", "arm64", "", "")))
	assert.Equal(t, []string{"386", "amd64", "arm/v5", "arm/v7"}, order(hub.NewPlatform("linux", "s390x", "", "")))
	assert.Empty(t, comparison.MineFirst(nil, hub.Platform{}))
}
