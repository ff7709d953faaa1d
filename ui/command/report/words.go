package report

import (
	"fmt"
	"time"

	"github.com/dustin/go-humanize"
)

func comma(n int) string { return humanize.Comma(int64(n)) }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return comma(n) + " " + many
}

func countOf(n, all int, one, many string) string {
	if all < 0 || n == all {
		return count(n, one, many)
	}
	return comma(n) + " of " + count(all, one, many)
}

func repositories(n int) string { return count(n, "repository", "repositories") }

func lists(n int) string { return count(n, "list", "lists") }

// roughly is a duration to the second: 45 s, 1 min 48 s, 2 h 5 min.
func roughly(d time.Duration) string {
	switch seconds := int((d + time.Second - 1) / time.Second); {
	case seconds < 60:
		return fmt.Sprintf("%d s", seconds)
	case seconds < 3600:
		return fmt.Sprintf("%d min %d s", seconds/60, seconds%60)
	default:
		return fmt.Sprintf("%d h %d min", seconds/3600, seconds%3600/60)
	}
}
