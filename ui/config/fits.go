package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"tagboat/hub/name"
	"tagboat/ui/config/document"
)

// fits checks a value that is of the right kind: each word of it.
func (r *reading) fits(
	called string, field any, among func(names) []string, rule func(string) string,
	v document.Value,
) *mistake {
	items := v.Items
	if v.Kind != unstable.Array {
		items = []document.Value{v}
	}
	if all, ok := field.(*[]string); ok && among != nil {
		return r.chosen(called, all, among(r.known), items)
	}
	for _, item := range items {
		if among != nil {
			if m := oneOf(item, among(r.known)); m != nil {
				return m
			}
		}
		if rule != nil {
			if words := rule(item.Text); words != "" {
				return wrong(item, "%s", words)
			}
		}
	}
	filter, isFilter := field.(**string)
	if isFilter && among == nil && r.known.list.Filter != nil {
		if at, err := r.known.list.Filter(**filter); err != nil {
			return &mistake{r.Within(v, at), err.Error()}
		}
	}
	return nil
}

// chosen leaves out of a list what there is not, and what is there twice, and says so of each;
// where nothing is left, the last is what is wrong with the list.
func (r *reading) chosen(
	called string, to *[]string, known []string, items []document.Value,
) *mistake {
	var kept []string
	var wrongs []*mistake
	for _, item := range items {
		m := oneOf(item, known)
		if m == nil && slices.Contains(kept, item.Text) {
			m = wrong(item, "%s stands here twice", quoted(item.Text))
		}
		if m != nil {
			wrongs = append(wrongs, m)
			continue
		}
		kept = append(kept, item.Text)
	}
	var last *mistake
	if n := len(wrongs); n > 0 && len(kept) == 0 {
		wrongs, last = wrongs[:n-1], wrongs[n-1]
	}
	for _, m := range wrongs {
		r.Mistake(m.at, called+": "+m.words)
	}
	if last == nil && len(items) > 0 {
		*to = kept
	}
	return last
}

// oneOf tells what a word may be that it is not.
func oneOf(v document.Value, all []string) *mistake {
	if slices.Contains(all, v.Text) {
		return nil
	}
	if near := nearest(v.Text, all); near != "" {
		return wrong(v, "there is no %s; did you mean %q?", quoted(v.Text), near)
	}
	if len(all) == 0 {
		return wrong(v, "there is nothing to choose from here")
	}
	return wrong(v, "there is no %s%s", quoted(v.Text), choice(all))
}

// choice says what there is, where that is not too much.
func choice(all []string) string {
	const most = 16
	if len(all) == 0 || len(all) > most {
		return ""
	}
	return "; there is " + either(all)
}

// unknown tells that there is no such key.
func (r *reading) unknown(w document.Word, all []string) {
	switch near := nearest(w.Text, all); {
	case near == w.Text:
		r.Mistake(w.At, quoted(w.Text)+" is no table")
	case near != "":
		r.Mistake(w.At, fmt.Sprintf("unknown key %s; did you mean %q?", quoted(w.Text), near))
	default:
		r.Mistake(w.At, fmt.Sprintf("unknown key %s%s", quoted(w.Text), choice(all)))
	}
}

// unknownTop tells that nothing at the top is called so; a table may be meant for repositories.
func (r *reading) unknownTop(w document.Word, isTable bool) {
	if !isTable || nearest(w.Text, tableNames) != "" {
		r.unknown(w, topNames())
		return
	}
	r.Mistake(w.At, fmt.Sprintf("unknown key %s; a table for the tags of repositories has a / in its name, as %s",
		quoted(w.Text), quoted(exampleGlob)))
}

const exampleGlob = "library/*"

// unknownIn tells the first part of a key of which nothing is known.
func (r *reading) unknownIn(p place, all []string) {
	switch {
	case p.prefix == "" && p.path[0].Text == "index" && len(p.path) > 1:
		r.unknown(p.path[1], []string{"keep", "most"})
	case p.prefix == "" && p.path[0].Text == "index":
		r.Mistake(p.path[0].At, "index is a table: write [index] with keep and most below it")
	case p.prefix == "":
		if find(settings, p.path[0].Text) != nil {
			r.Mistake(p.path[0].At, quoted(p.path[0].Text)+" is no table")
			return
		}
		r.unknownTop(p.path[0], len(p.path) > 1)
	default:
		r.unknown(p.path[0], all)
	}
}

// nearest is what somebody may have meant who wrote another word; empty where nothing is near.
func nearest(word string, all []string) string {
	const short = 4 // letters, of which one may be wrong; of more, two
	most := 2
	if len(word) <= short {
		most = 1
	}
	found := ""
	for _, one := range all {
		if d := name.Distance(strings.ToLower(word), strings.ToLower(one)); d <= most {
			found, most = one, d-1
		}
	}
	return found
}

// CheckTheme says why a theme cannot be had; empty where it can.
func CheckTheme(theme string, v Vocabulary) string {
	if m := oneOf(document.Value{Text: theme}, v.Themes); m != nil {
		return m.words
	}
	return ""
}
