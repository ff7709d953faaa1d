package places

import (
	"encoding/json"

	"tagboat/hub/statefile"
)

// Views stand in the file as a record of their own behind that of their owner. A program that knows
// of no views writes the record of its own owner anew, with what it knows, and all others as it
// found them: so it keeps these. What it cannot do is to take them along at a logout. Then they
// bear the mark of a login that is over: they are read no more, and the next change removes them.

// viewsOf begins the name of the Hub of such a record; no server's name has a blank.
const viewsOf = "views of "

func viewsOwner(o Owner) Owner { return Owner{viewsOf + o.Hub, o.Account} }

// viewRecord is what is on disk of a view.
type viewRecord struct {
	Name     string   `json:"name"`
	List     List     `json:"list"`
	Place    string   `json:"place"`
	Filter   string   `json:"filter,omitempty"`
	Order    string   `json:"order,omitempty"`
	Reversed bool     `json:"reversed,omitempty"`
	Columns  []string `json:"columns,omitempty"`
}

func (v View) written() string {
	content, err := json.Marshal(viewRecord{
		v.Name, v.List, v.Place.String(), v.Filter, v.Order, v.Reversed, v.Columns,
	})
	if err != nil {
		panic(err) // strings and a flag cannot fail
	}
	return string(content)
}

// readView reads what written writes. named is the name also of a view that a later program wrote,
// and that cannot be used here.
func readView(written string) (v View, named string, ok bool) {
	var r viewRecord
	if json.Unmarshal([]byte(written), &r) != nil {
		return View{}, r.Name, false
	}
	place, ok := Parse(r.Place)
	v = View{r.Name, r.List, place, r.Filter, r.Order, r.Reversed, r.Columns}
	return v, r.Name, ok && v.check() == nil
}

// writtenViews are the views of an owner as they are on disk; none where they are of a login that
// is over.
func (f *file) writtenViews(o Owner) []string {
	at, of := f.find(viewsOwner(o)), f.find(o)
	if at < 0 {
		return nil
	}
	loginID := ""
	if of >= 0 {
		loginID = f.Owners[of].LoginID
	}
	if o.Account != "" && of < 0 || f.Owners[at].LoginID != loginID {
		return nil
	}
	return f.Owners[at].Favourites
}

// savedViews are the views of an owner that can be read.
func (f *file) savedViews(o Owner) []View {
	var views []View
	for _, written := range f.writtenViews(o) {
		v, _, ok := readView(written)
		if _, twice := find(views, v.Name); ok && !twice {
			views = append(views, v)
		}
	}
	return changed(views, nil)
}

// putViews gives the record of an owner's views, which stands behind theirs, and reports whether
// there is one. What cannot be read stays as it is.
func (f *file) putViews(c Changes, owner ownerRecord) (record ownerRecord, some bool) {
	record = owner
	record.Hub, record.Favourites, record.Recent = viewsOf+owner.Hub, nil, nil
	for _, written := range f.writtenViews(c.stay.owner) {
		_, named, _ := readView(written)
		if _, isChanged := c.views[viewKey(named)]; !isChanged || named == "" {
			record.Favourites = append(record.Favourites, written)
		}
	}
	for _, v := range changed(nil, c.views) {
		record.Favourites = append(record.Favourites, v.written())
	}
	return record, len(record.Favourites) > 0
}

// Views are those that are saved of an owner, by their names. It only reads: nothing is made where
// nothing is saved.
func (s *Store) Views(o Owner) ([]View, error) {
	var f file
	if err := statefile.Read(s.file, &f); err != nil {
		return nil, explained(err)
	}
	return f.savedViews(o), nil
}

// newest is how many records are those of the owner who was written last.
func (f *file) newest() int {
	if len(f.Owners) > 1 && f.Owners[1].Hub == viewsOf+f.Owners[0].Hub {
		return 2
	}
	return 1
}

// removeAll takes out all that is saved of an owner.
func (f *file) removeAll(o Owner) (there bool) {
	views := f.remove(viewsOwner(o))
	return f.remove(o) || views
}
