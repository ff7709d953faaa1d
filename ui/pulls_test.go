package ui_test

import (
	"testing"
	"time"

	"tagboat/hub/hubtest"
)

func TestHowOftenARepositoryIsPulledADayIsTold(t *testing.T) {
	var world *hubtest.World
	opened := keeps(t, 3, &world)
	opened.open = "eve/"
	tell(t, opened, func(s *story) {
		s.sees("REPOSITORY", "many")
		s.misses("PULLS/D")
		for day := range 3 {
			s.index.Flush(s.t.Context())
			s.pass(25 * time.Hour)
			world.Update("eve/many", func(r *hubtest.Repository) { r.Pulls = 1000 + int64(day+1)*24_000 })
			s.types("r")
		}
		s.sees("PULLS/D", "23.0K")
		s.resize(120, 40)
		s.types("p")
		s.pass(time.Second)
		s.sees("pulls a day: most 23.0K", "now", "█")
		s.types("p/daily:>100")
		s.press("enter")
		s.sees("1 of ", "many")
	})
}
