package plan

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/hub"
	"tagboat/hub/export"
	"tagboat/hub/forms"
	"tagboat/hub/siblings"
	"tagboat/ui/listing"
	"tagboat/ui/own"
	"tagboat/ui/screen"
	"tagboat/ui/tag"
)

// Plan is the list of what could go and what stays.
type Plan struct {
	*listing.List[row]

	env   screen.Env
	of    subject
	rules asked
	known map[string]judged // by repository
}

func newPlan(env screen.Env, of subject, rules asked) *Plan {
	rules.All = true
	return planOf(env, of, rules, listed(env, of, rules))
}

func planOf(env screen.Env, of subject, rules asked, rows hub.Listing[row]) *Plan {
	p := &Plan{env: env, of: of, rules: rules, known: map[string]judged{}}
	p.List = listing.New(env, listing.Config[row]{
		Name: listName, Title: "what could go of " + of.String(), Noun: "tags",
		Listing: rows, All: true,
		Schema: schema(), Columns: columns(), Show: of.shown(), Order: "goes",
		Empty:     "There is no tag in " + of.String() + " that you can see.",
		Open:      p.open,
		Reference: func(r row) string { return forms.Reference(r.Reference()) },
		Row: func(r row) own.Row {
			return own.OfTag(export.TagRow{Repository: r.Repository, Tag: r.Tag})
		},
		About:   p.learn,
		Above:   p.above,
		Preview: listing.Preview[row]{Known: p.told},
		Actions: []listing.Action[row]{
			{Key: &env.Keys.Tag.Plan, Whole: true, Early: true, Does: "other rules", Do: p.otherwise},
		},
	})
	return p
}

// Update takes keys, the mouse, and answers.
func (p *Plan) Update(msg tea.Msg) tea.Cmd {
	if press, isKey := msg.(tea.KeyPressMsg); isKey && !p.Capturing() && !p.Resumes() {
		if keys := p.env.Keys.List; key.Matches(press, keys.Reload, keys.Anew) {
			clear(p.known)
		}
	}
	return p.List.Update(msg)
}

func (p *Plan) learn(about any) {
	if one, is := about.(judged); is {
		p.known[one.name] = one
	}
}

// otherwise asks for other rules, beginning with these.
func (p *Plan) otherwise([]row) tea.Cmd {
	p.env.Recall.Rules = p.rules.words
	p.env.Push(newBox(p.env, p.of))
	return nil
}

func (p *Plan) open(r row) {
	if r.IsUntagged() {
		p.env.Toast("No tag points at it, and no more is known of it than its digest; " +
			p.env.Keys.List.Copy.Help().Key + " copies that")
		return
	}
	alone := siblings.New(p.env.Platform)
	alone.Add([]hub.Tag{r.Tag})
	p.env.Push(tag.New(p.env, tag.Subject{
		Repository: r.Repository, Tag: r.Tag, Index: alone, SoFar: true,
		Abroad: p.of.repository.Name == "",
	}))
}

// sum is what the repositories come to that were judged by now.
func (p *Plan) sum() (sum export.StaleSum, misses []export.Miss) {
	for _, one := range p.known {
		sum.Sum = sum.Plus(one.sum.Sum)
		sum.Repositories += one.sum.Repositories
		sum.Broken = append(sum.Broken, one.sum.Broken...)
		misses = append(misses, one.misses...)
	}
	return sum, misses
}
