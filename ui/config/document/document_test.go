package document_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/config/document"
)

// keys are the entries of a file, each as its key and what it is set to.
func keys(d *document.Document) (all []string) {
	for _, e := range d.Entries {
		var path []string
		for _, w := range e.Path {
			path = append(path, w.Text)
		}
		all = append(all, strings.Join(path, ".")+"="+e.Value.Text)
	}
	return all
}

func TestWhatCannotBeReadIsToldWhereItStandsAndTheRestIsThere(t *testing.T) {
	d := document.Parse([]byte("a = 1\nb = \"x\n  also\nc = 'ö'\n[t]\nd = [1,\n"))
	assert.Equal(t, []string{"a=1", "c=ö", "t="}, keys(d))
	if assert.Len(t, d.Problems, 2) {
		assert.Equal(t, [2]int{2, 5}, [2]int{d.Problems[0].Line, d.Problems[0].Column})
		assert.Equal(t, 6, d.Problems[1].Line)
	}
}

func TestTablesOfTheSameNameAreCounted(t *testing.T) {
	d := document.Parse([]byte("[[copy]]\na = 1\n[[copy]]\na = 2\ncommand = [{a = 3}, {a = 4}]\n"))
	var of []int
	for _, e := range d.Entries {
		if e.Path[len(e.Path)-1].Text == "a" {
			of = append(of, e.Path[len(e.Path)-2].Of)
		}
	}
	assert.Equal(t, []int{1, 2, 1, 2}, of)
}

func TestPlacesAreCountedInCharacters(t *testing.T) {
	d := document.Parse([]byte("# ä\nb = \"öx\"\n"))
	at := d.Entries[0].Value.At
	line, column := d.Position(d.Within(d.Entries[0].Value, 1))
	assert.Equal(t, [2]int{2, 7}, [2]int{line, column})
	line, column = d.Position(at)
	assert.Equal(t, [2]int{2, 5}, [2]int{line, column})
}

func TestThereIsABoundToWhatIsToldAndRead(t *testing.T) {
	d := document.Parse([]byte(strings.Repeat("a = [1\nb = 2\n", 100)))
	assert.Len(t, d.Problems, document.MostProblems)
	assert.True(t, d.More)
	var many strings.Builder
	for range 6000 {
		many.WriteString("a = 1\n")
	}
	assert.Less(t, len(document.Parse([]byte(many.String())).Entries), 6000)
	assert.NotEmpty(t, document.Parse([]byte("a = "+strings.Repeat("{b = ", 20)+"1"+strings.Repeat("}", 20))).Problems)
}
