package ui_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/ui/theme"
)

// plodding is a clock that goes on at each look, as it does where filtering is slow: a slice of work
// is over after its first step.
func plodding() func() time.Time {
	var looks atomic.Int64
	return func() time.Time { return time.Now().Add(time.Duration(looks.Add(1)) * 10 * time.Millisecond) }
}

func TestKeysAreTakenBetweenTheSlicesOfASlowFilter(t *testing.T) {
	found := map[string]string{}
	for name, clock := range map[string]func() time.Time{"quick": nil, "slow": plodding()} {
		tell(t, setting{now: clock}, func(s *story) {
			s.logIn("alice", "anchor")
			openAPI(s)
			s.types("L")
			s.pass(10 * time.Minute)
			s.sees("all loaded")
			before := s.names()

			s.breath("/", "a", "l", "p")
			if clock != nil {
				assert.Equal(t, before, s.names(), "the former view stays while the filter is worked on")
			}
			s.breath("i", "n", "e")
			assert.Contains(t, s.screen(), "alpine", "what is typed is seen at once")
			s.breath("enter", "j", "j")
			if clock != nil {
				assert.Contains(t, s.selected(), before[2], "the cursor moves in the former view")
			}
			s.settle()
			for _, row := range s.rows() {
				require.Contains(t, row, "alpine")
			}
			s.press("g")
			found[name] = s.line(-2) + strings.Join(s.names(), "\n")

			s.breath("/", "x", "x", "x")
			s.breath("esc") // gives up while it is worked on
			s.press("g")
			assert.Equal(t, before, s.names())
		})
	}
	assert.Equal(t, found["quick"], found["slow"])
}

func TestAnOrderThatIsStillBeingMadeIsTheOneThatKeysActOn(t *testing.T) {
	tell(t, setting{}, func(s *story) {
		s.logIn("alice", "anchor")
		openAPI(s)
		s.types("L")
		s.pass(10 * time.Minute)
		s.sees("all loaded", "PUSHED ▼")

		s.breath("s", "v", "*") // a new favourite sorts anew
		s.settle()
		s.sees("TAG, BY VERSION ▼")
		s.breath("s", "n", "s", "n")
		s.settle()
		s.sees("PUSHED ▲")
		s.breath("s", "v", "r")
		s.pass(10 * time.Minute)
		s.sees("TAG, BY VERSION ▼", "all loaded")
	})
}

// names are the first words of the rows: their ages go on while a slow clock is looked at.
func (s *story) names() (names []string) {
	for _, row := range s.rows() {
		names = append(names, strings.Fields(row + " -")[0])
	}
	return names
}

// rows are the lines between the column titles and the list's status, the selection's bar taken off.
func (s *story) rows() []string {
	lines := strings.Split(s.screen(), "\n")
	var rows []string
	for _, line := range lines[2 : len(lines)-2] {
		rows = append(rows, strings.TrimSpace(strings.TrimPrefix(line, theme.Mark)))
	}
	return rows
}
