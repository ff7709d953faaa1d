package table

import (
	"github.com/ncruces/go-sqlite3"

	"tagboat/hub"
	"tagboat/hub/index/database"
)

// Words are what repeats in the rows of one viewer, by numbers. Numbers are never used again, so
// what is known of one stays true; a viewer who was forgotten comes back under another number.
type Words struct {
	conn      *database.Conn
	viewer    int64
	texts     map[int64]hub.Symbol
	numbers   map[hub.Symbol]int64
	platforms map[int64]hub.Platform
	shapes    map[hub.Platform]int64
	room      []byte
}

// NewWords are those of a viewer.
func NewWords(c *database.Conn, viewer int64) *Words {
	return &Words{
		conn: c, viewer: viewer,
		texts: map[int64]hub.Symbol{}, numbers: map[hub.Symbol]int64{},
		platforms: map[int64]hub.Platform{}, shapes: map[hub.Platform]int64{},
	}
}

// number is that of a word, which is stored if it is new; the empty word is nil.
func (w *Words) number(word hub.Symbol) (any, error) {
	if word == (hub.Symbol{}) {
		return nil, nil //nolint:nilnil // What is stored is null.
	}
	if n, known := w.numbers[word]; known {
		return n, nil
	}
	n, err := w.store(
		"select id from word where viewer=? and text=?",
		"insert into word (viewer, text) values (?, ?)", w.viewer, word.String(),
	)
	if err == nil {
		w.numbers[word] = n
	}
	return n, err
}

// shape is the number of a platform, which is stored if it is new.
func (w *Words) shape(p hub.Platform) (int64, error) {
	if n, known := w.shapes[p]; known {
		return n, nil
	}
	n, err := w.store(
		"select id from platform where viewer=? and os=? and architecture=? and variant=? and os_version=?",
		"insert into platform (viewer, os, architecture, variant, os_version) values (?, ?, ?, ?, ?)",
		w.viewer, p.OS(), p.Architecture(), p.Variant(), p.OSVersion(),
	)
	if err == nil {
		w.shapes[p] = n
	}
	return n, err
}

func (w *Words) store(find, insert string, args ...any) (int64, error) {
	if n, found, err := w.conn.Number(find, args...); found || err != nil {
		return n, err
	}
	err := w.conn.Exec(insert, args...)
	return w.conn.DB.LastInsertRowID(), err
}

// symbol is the word with a number.
func (w *Words) symbol(n int64) hub.Symbol {
	if n == 0 {
		return hub.Symbol{}
	}
	if word, known := w.texts[n]; known {
		return word
	}
	var word hub.Symbol
	_ = w.conn.Each(func(s *sqlite3.Stmt) { word = hub.NewSymbol(s.ColumnText(0)) },
		"select text from word where id=?", n)
	w.texts[n] = word
	return word
}

// word is that of a column.
func (w *Words) word(s *sqlite3.Stmt, column int) hub.Symbol {
	return w.symbol(s.ColumnInt64(column))
}

// platform is that with a number.
func (w *Words) platform(n int64) hub.Platform {
	if p, known := w.platforms[n]; known {
		return p
	}
	var p hub.Platform
	_ = w.conn.Each(func(s *sqlite3.Stmt) {
		p = hub.NewPlatform(s.ColumnText(0), s.ColumnText(1), s.ColumnText(2), s.ColumnText(3))
	}, "select os, architecture, variant, os_version from platform where id=?", n)
	w.platforms[n] = p
	return p
}
