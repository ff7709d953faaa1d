package index_test

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// change is what happened to a tag one day; image "" is its end.
type change struct {
	day        time.Time
	tag, image string
}

// record is the changes of a repository, the oldest first.
type record []change

func (r record) sorted() record {
	slices.SortStableFunc(r, func(a, b change) int { return a.day.Compare(b.day) })
	return r
}

// invented is a record of some tags over two years.
func invented(seed uint64) (r record) {
	dice := rand.New(rand.NewPCG(seed, 18))
	began := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)
	for n := range 60 {
		tag, day := fmt.Sprintf("t-%02d", n), began
		for range dice.IntN(12) {
			day = day.AddDate(0, 0, 1+dice.IntN(120))
			image := fmt.Sprint(tag, "-", dice.IntN(3)) // some come again
			if dice.IntN(4) == 0 {
				image = ""
			}
			r = append(r, change{day, tag, image})
		}
		r = append(r, change{began, tag, tag})
	}
	return r.sorted()
}

// official reads what is recorded of an official image: births, ends, and for the tags that move
// with a line of versions, their moves.
func official(t *testing.T, folder, image string) (r record) {
	t.Helper()
	chains := map[string][]change{} // by variant: the most specific tag of a day
	variant := map[string]string{}  // of most specific tags
	for _, row := range rows(t, filepath.Join(folder, image+".followed.tsv.gz")) {
		chains[row[0]] = append(chains[row[0]], change{day: date(t, row[3]), image: row[2]})
		variant[row[1]], variant[row[2]] = row[0], row[0]
	}
	tags := rows(t, filepath.Join(folder, image+".tags.tsv.gz"))
	newest, of := time.Time{}, map[string]string{} // image of tags → its variant
	for _, row := range tags {
		if last := date(t, row[3]); last.After(newest) {
			newest = last
		}
		if v := variant[row[0]]; v != "" {
			of[row[1]] = v
		}
	}
	for _, row := range tags {
		tag, first, last := row[0], date(t, row[2]), date(t, row[3])
		r = append(r, change{first, tag, row[1]})
		if variant[tag] == "" { // what names no version moves with its line
			for _, move := range chains[of[row[1]]] {
				if move.day.After(first) && move.day.Before(last) {
					r = append(r, change{move.day, tag, move.image})
				}
			}
		}
		if last.Before(newest) {
			r = append(r, change{last.AddDate(0, 0, 1), tag, ""})
		}
	}
	return r.sorted()
}

// rows are those of a table, without its head.
func rows(t *testing.T, path string) (all [][]string) {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	unpacked, err := gzip.NewReader(file)
	require.NoError(t, err)
	lines := bufio.NewScanner(unpacked)
	for lines.Scan() {
		all = append(all, strings.Split(lines.Text(), "\t"))
	}
	require.NoError(t, lines.Err())
	return all[1:]
}

func date(t *testing.T, text string) time.Time {
	t.Helper()
	day, err := time.Parse(time.DateOnly, text)
	require.NoError(t, err)
	return day.Add(12 * time.Hour)
}
