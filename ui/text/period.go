package text

import "time"

// Period writes from when to when something was, as short as it stays clear: "3 – 9 Jun", "28 May –
// 3 Jun", "3 Jun 10:02 – 16:30" within a day, "28 Dec 2025 – 3 Jan 2026" where a year is not now's.
// What does not fit into so many cells leaves out times, then days.
func (c Clock) Period(from, to, now time.Time, cells int) string {
	from, to, now = c.In(from), c.In(to), c.In(now)
	for _, write := range []func(from, to, now time.Time) (left, right string){times, days} {
		left, right := write(from, to, now)
		if s := joined(left, " – ", right); Width(s) <= cells {
			return s
		}
	}
	const month = "Jan 2006"
	return joined(from.Format(month), " – ", to.Format(month))
}

// Between is Period in a sentence: "between 3 and 9 Jun", "on 3 Jun".
func (c Clock) Between(from, to, now time.Time) string {
	left, right := times(c.In(from), c.In(to), c.In(now))
	if left == right {
		return "on " + right
	}
	return "between " + left + " and " + right
}

func joined(left, between, right string) string {
	if left == right {
		return left
	}
	return left + between + right
}

// days are the two ends of a period, of which the first leaves out what the second tells.
func days(from, to, now time.Time) (left, right string) {
	right = dayOf(to, now)
	switch {
	case from.Year() != to.Year():
		const whole = "2 Jan 2006"
		return from.Format(whole), to.Format(whole)
	case from.YearDay() == to.YearDay():
		return right, right
	case from.Month() == to.Month():
		return from.Format("2"), right
	}
	return from.Format("2 Jan"), right
}

// times are those of days, with the times of a period within one.
func times(from, to, now time.Time) (left, right string) {
	if left, right = days(from, to, now); left != right {
		return left, right
	}
	const clock = "15:04"
	left += " " + from.Format(clock)
	if from.Format(clock) == to.Format(clock) {
		return left, left
	}
	return left, to.Format(clock)
}

// Day writes the day of t, with its year where that is not now's: "3 Jun", "3 Jun 2025".
func (c Clock) Day(t, now time.Time) string { return dayOf(c.In(t), c.In(now)) }

func dayOf(t, now time.Time) string {
	if t.Year() == now.Year() {
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}
