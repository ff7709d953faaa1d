package freshness

import (
	"tagboat/hub"
)

// Answer says whether a reference is still right.
func (l *List) Answer(q Question) Answer {
	if q.Tag == "" {
		return l.untagged(q)
	}
	s := &search{asked: read(q.Tag), name: q.Tag}
	for _, p := range q.Platforms {
		s.fits = append(s.fits, p.Matcher())
	}
	a := Answer{Newer: l.newer(s), Partial: !l.scope.Covers(Needs(q.Tag))}
	t := l.find(q.Tag)
	if t != nil {
		a.Digest = t.Digest
		a.Now = l.now(q)
	}
	l.judge(&a, q, s, t)
	if a.Verdict == Unknown {
		a.Newer = nil
	}
	return a
}

func (l *List) judge(a *Answer, q Question, s *search, t *hub.Tag) {
	switch {
	case q.NotThere, t == nil && l.scope.All:
		a.Verdict, a.Why = Gone, "there is no such tag"
	case t == nil:
		a.Why = "the list does not hold every tag, and not this one"
	default:
		l.judgeTag(a, q, s, t)
	}
}

// judgeTag is about a tag that is there.
func (l *List) judgeTag(a *Answer, q Question, s *search, t *hub.Tag) {
	has, platformsKnown := hasPlatforms(t, s.fits)
	digestKnown := q.Digest.IsZero() || !t.Digest.IsZero()
	isDigest := q.Digest.IsZero() || holds(t, q.Digest)
	switch {
	case !has && platformsKnown:
		a.Verdict, a.Why = Gone, "the tag is there, but not for "+lacking(t, q.Platforms)
	case !isDigest && digestKnown:
		a.Verdict, a.Was = Moved, l.whichNames(q.Digest)
	case s.asked.kind != word && hasMoved(t, q):
		a.Verdict, a.Was = Moved, l.whichNames(q.Seen)
	case !isDigest:
		a.Why = "what the tag is now is not known"
	case !has:
		a.Why = "which platforms the tag is for is not known"
	case len(a.Newer) > 0:
		a.Verdict = Newer
	case s.asked.kind == word && q.Digest.IsZero():
		a.Verdict = Floating
	case a.Partial:
		a.Why = "the list does not hold every tag that might be newer"
	case s.unknown:
		a.Why = "which platforms a newer tag is for is not known"
	default:
		a.Verdict = Current
	}
}

// hasMoved reports whether a tag without a pinned digest is known to have been another image.
func hasMoved(t *hub.Tag, q Question) bool {
	return q.Digest.IsZero() && !q.Seen.IsZero() && !t.Digest.IsZero() && !holds(t, q.Seen)
}

// untagged is about a digest alone.
func (l *List) untagged(q Question) Answer {
	var a Answer
	a.Was = l.whichNames(q.Digest)
	a.Partial = !l.scope.All
	switch {
	case q.Digest.IsZero():
		a.Why = "there is neither a tag nor a digest"
	case len(a.Was) > 0:
		a.Verdict, a.Now, a.Digest = Current, a.Was[0], q.Digest
	case !l.scope.All:
		a.Why = "the list does not hold every tag, and none with this digest"
	default:
		a.Verdict, a.Why = Moved, "no tag is this digest now"
	}
	return a
}

// holds reports whether a digest is a tag's or one of its platforms'.
func holds(t *hub.Tag, d hub.Digest) bool {
	if t.Digest == d {
		return true
	}
	for _, i := range t.Images {
		if i.Digest == d {
			return true
		}
	}
	return false
}

// lacking is the first platform that a tag is not for.
func lacking(t *hub.Tag, platforms []hub.Platform) string {
	for _, p := range platforms {
		if has, _ := hasPlatforms(t, []func(hub.Platform) bool{p.Matcher()}); !has {
			return p.String()
		}
	}
	return ""
}
