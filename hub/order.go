package hub

// Order is an order of rows. Not every listing knows every order: one that the Hub does not offer
// there is asked for as ByDefault.
type Order uint8

// The orders, named for what comes first.
const (
	ByDefault Order = iota
	Newest
	Oldest
	NameAscending
	NameDescending
	MostPulled
	LeastPulled
)

// orderings is the one table of the Hub's words. The specification says that the plain word
// ascends; in life it descends throughout (Hub API notes, "ordering directions"), so the words look
// upside down here.
var orderings = map[Order]string{
	Newest:         "last_updated",
	Oldest:         "-last_updated",
	NameAscending:  "-name",
	NameDescending: "name",
	MostPulled:     "pull_count",
	LeastPulled:    "-pull_count",
}

// ofTags is the Hub's word for an order of tags, which have no pull count.
func (o Order) ofTags() string {
	if o == MostPulled || o == LeastPulled {
		return ""
	}
	return orderings[o]
}

// ofRepositories is the Hub's word for an order of repositories.
func (o Order) ofRepositories() string { return orderings[o] }

// String is the order in words.
func (o Order) String() string {
	switch o {
	case Newest:
		return "newest first"
	case Oldest:
		return "oldest first"
	case NameAscending:
		return "by name, A to Z"
	case NameDescending:
		return "by name, Z to A"
	case MostPulled:
		return "most pulled first"
	case LeastPulled:
		return "least pulled first"
	default:
		return "as the Hub gives them"
	}
}
