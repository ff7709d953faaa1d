package places

import "slices"

// Back is the place before in the history, which is then the current one.
func (x *Index) Back() (Place, bool) { return x.walk(-1) }

// Forward is the place from which Back came.
func (x *Index) Forward() (Place, bool) { return x.walk(1) }

func (x *Index) walk(by int) (Place, bool) {
	if x == nil {
		return Place{}, false
	}
	return x.back.step(by)
}

// Last is the place where the person was before this one; visiting it makes this
// one the last.
func (x *Index) Last() (Place, bool) {
	if x == nil || x.back.last.IsZero() {
		return Place{}, false
	}
	return x.back.last, true
}

// mostSteps is how long a history gets.
const mostSteps = 200

// backstack is the way a person came.
type backstack struct {
	steps []Place
	at    int   // of the current place
	last  Place // the one before, whatever way led here
}

// enter goes on from the current place; what lay ahead is forgotten. Arriving
// where Back or Forward led changes nothing.
func (s *backstack) enter(p Place) {
	if len(s.steps) == 0 {
		s.steps = []Place{p}
		return
	}
	if s.steps[s.at] == p {
		return
	}
	s.last = s.steps[s.at]
	s.steps = append(s.steps[:s.at+1], p)
	if over := len(s.steps) - mostSteps; over > 0 {
		s.steps = slices.Delete(s.steps, 0, over)
	}
	s.at = len(s.steps) - 1
}

// precede puts what was visited in earlier runs, the last first, before the first step of this one.
func (s *backstack) precede(earlier []Visit) {
	var before []Place
	for _, v := range slices.Backward(earlier) {
		before = append(before, v.Place)
	}
	if len(s.steps) > 0 && len(before) > 0 && before[len(before)-1] == s.steps[0] {
		before = before[:len(before)-1]
	}
	s.steps = slices.Concat(before, s.steps)
	if len(s.steps) == 0 {
		return
	}
	s.at += len(before)
	if s.at >= len(s.steps) { // nothing was visited yet
		s.at = len(s.steps) - 1
	}
	if s.last.IsZero() && s.at > 0 {
		s.last = s.steps[s.at-1]
	}
}

func (s *backstack) step(by int) (Place, bool) {
	to := s.at + by
	if to < 0 || to >= len(s.steps) {
		return Place{}, false
	}
	s.last, s.at = s.steps[s.at], to
	return s.steps[to], true
}
