package places

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tagboat/hub/clean"
)

// List says which list of a place is looked at.
type List string

// The lists of which there are views, by the names under which a person sets them.
const (
	ListOfRepositories List = "repositories" // of a namespace
	ListOfTags         List = "tags"         // of a repository
	ListOfAllTags      List = "all-tags"     // of all repositories of a namespace
)

// Lists are all of them.
var Lists = []List{ListOfRepositories, ListOfTags, ListOfAllTags}

// View is a way to look at a list, under a name of a person's own. Filter, order and columns are
// words, kept as they were in force: whoever opens the list judges them.
type View struct {
	Name     string
	List     List
	Place    Place // a namespace or a repository
	Filter   string
	Order    string // by its name; empty: that of the list
	Reversed bool   // against the order
	Columns  []string
}

// What is kept at most, of one owner and of one view.
const (
	mostViews   = 200
	mostName    = 60 // characters
	mostFilter  = 2000
	mostColumns = 40
	mostWord    = 60 // characters of an order's name, and of a column's
	// mostWritten bounds all views together, in bytes: the file must hold them beside the rest.
	mostWritten = 256 << 10
)

// unfit says in a sentence why a view cannot be kept.
type unfit string

func (u unfit) Error() string { return string(u) }

// Equal reports whether both look at the same in the same way, under the same name.
func (v View) Equal(other View) bool {
	return v.Name == other.Name && v.List == other.List && v.Place == other.Place &&
		v.Filter == other.Filter && v.Order == other.Order && v.Reversed == other.Reversed &&
		slices.Equal(v.Columns, other.Columns)
}

// IsCalled reports whether a name is the view's. Small letters and capitals are the same.
func (v View) IsCalled(name string) bool { return viewKey(v.Name) == viewKey(name) }

func viewKey(name string) string { return strings.ToLower(name) }

// ReadViewName reads the name of a view as it was typed. The error is a sentence.
func ReadViewName(typed string) (string, error) {
	name := strings.Join(strings.Fields(typed), " ")
	switch {
	case name == "":
		return "", unfit("A view needs a name, as in: arm64 this week")
	case utf8.RuneCountInString(name) > mostName:
		return "", unfit(fmt.Sprintf("The name of a view has at most %d characters", mostName))
	case !isShown(name):
		return "", unfit("The name of a view holds only what can be seen")
	case strings.HasPrefix(name, "-"):
		return "", unfit("The name of a view cannot begin with a dash, as options do")
	}
	return name, nil
}

// isShown reports whether a text is nothing but what is seen of it.
func isShown(s string) bool {
	return clean.Line(s) == s && !strings.ContainsFunc(s, unicode.IsControl)
}

// check says why a view cannot be kept.
func (v View) check() error {
	name, err := ReadViewName(v.Name)
	switch {
	case err != nil:
		return err
	case name != v.Name:
		return unfit("The name of a view has single blanks, between its words")
	case utf8.RuneCountInString(v.Filter) > mostFilter:
		return unfit(fmt.Sprintf("The filter of a view has at most %d characters", mostFilter))
	case !isShown(v.Filter):
		return unfit("The filter of a view holds only what can be seen")
	case !v.isOfItsList() || len(v.Columns) > mostColumns ||
		slices.ContainsFunc(append(slices.Clone(v.Columns), v.Order), isNoWord):
		return unfit("This list cannot be kept as a view")
	}
	return nil
}

func isNoWord(s string) bool { return utf8.RuneCountInString(s) > mostWord || !isShown(s) }

// isOfItsList reports whether the place has such a list.
func (v View) isOfItsList() bool {
	if !v.Place.isSound() {
		return false
	}
	switch v.List {
	case ListOfRepositories, ListOfAllTags:
		return v.Place.Kind() == Namespace
	case ListOfTags:
		return v.Place.Kind() == Repository
	}
	return false
}

// Views are those that are kept, by their names.
func (x *Index) Views() []View {
	if x == nil {
		return nil
	}
	return slices.Clone(x.views)
}

// View is the one of a name, whichever its capitals.
func (x *Index) View(name string) (View, bool) {
	if x == nil {
		return View{}, false
	}
	return find(x.views, name)
}

func find(views []View, name string) (View, bool) {
	if at := slices.IndexFunc(views, func(v View) bool { return v.IsCalled(name) }); at >= 0 {
		return views[at], true
	}
	return View{}, false
}

// SaveView keeps a view, in place of one of the same name. The error is a sentence that says why it
// cannot.
func (x *Index) SaveView(v View) error {
	if x == nil {
		return unfit("Nothing is kept here")
	}
	if err := v.check(); err != nil {
		return err
	}
	written := len(v.written())
	for _, other := range x.views {
		if !other.IsCalled(v.Name) {
			written += len(other.written())
		}
	}
	if written > mostWritten {
		return unfit("The views together are too long; forget one first")
	}
	if _, there := x.View(v.Name); !there && len(x.views) >= mostViews {
		return unfit(fmt.Sprintf("There are %d views already, which is all there can be", mostViews))
	}
	v.Columns = slices.Clone(v.Columns)
	x.changeView(v.Name, &v)
	return nil
}

// RemoveView forgets a view, and reports which that was.
func (x *Index) RemoveView(name string) (removed View, there bool) {
	if removed, there = x.View(name); there {
		x.changeView(name, nil)
	}
	return removed, there
}

// RenameView gives a view another name, in place of one that had that name.
func (x *Index) RenameView(from, to string) error {
	v, there := x.View(from)
	if !there {
		return unfit("There is no view called " + from)
	}
	old := v.Name
	v.Name = to
	if err := v.check(); err != nil {
		return err
	}
	x.changeView(old, nil)
	x.changeView(to, &v)
	return nil
}

func (x *Index) changeView(name string, to *View) {
	x.changedViews[viewKey(name)] = to
	x.views = changed(x.views, x.changedViews)
	x.revision++
}

// changed are views with what was done to some of them, by their names.
func changed(views []View, changes map[string]*View) []View {
	all := slices.DeleteFunc(slices.Clone(views), func(v View) bool {
		_, isChanged := changes[viewKey(v.Name)]
		return isChanged
	})
	for _, v := range changes {
		if v != nil {
			all = append(all, *v)
		}
	}
	slices.SortFunc(all, func(a, b View) int {
		return strings.Compare(viewKey(a.Name), viewKey(b.Name))
	})
	return all
}
