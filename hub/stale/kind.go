package stale

// Kind is why a row goes or stays.
type Kind uint8

// The kinds. Those from Undigested to Unpulled are of rows that a rule speaks of.
const (
	Unread Kind = iota // not all of the repository was read

	Goes       // the rules let it go
	GoesSigned // what it signs goes

	OnlyName   // nothing but its name is known
	Excluded   // what must never go finds it
	Unmatched  // what may go does not find it
	NoRule     // no rule is about it
	Undigested // nobody told which image it is
	Undated    // when it was pushed is not known
	Pushed     // it was pushed not long enough ago
	Pulled     // it was pulled not long enough ago
	PlatformPulled
	Unpulled     // it is not known to have been pulled
	Newest       // it is one of the newest
	NewestOfLine // no version of its line is higher

	Locked       // an immutability rule finds it
	AllLocked    // every tag of the repository is locked
	LocksBroken  // an immutability rule cannot be read
	LocksUnknown // nobody knows the immutability rules

	Sibling      // another name of its image stays
	Signs        // what it signs stays
	SignsUnknown // what it signs is not here
	Part         // it is a part of an image that stays
	PartsUnknown // of an image that stays it is not known what it is made of

	kinds
)

var kindNames = [kinds]string{
	Unread: "unread", Goes: "goes", GoesSigned: "signs-what-goes", OnlyName: "only-name",
	Excluded: "never", Unmatched: "no-match", NoRule: "no-rule", Undigested: "no-digest",
	Undated: "no-date", Pushed: "pushed", Pulled: "pulled", PlatformPulled: "platform-pulled",
	Unpulled: "no-pull-known", Newest: "newest", NewestOfLine: "newest-of-line",
	Locked: "locked", AllLocked: "all-locked", LocksBroken: "locks-unreadable",
	LocksUnknown: "locks-unknown", Sibling: "same-image", Signs: "signs-what-stays",
	SignsUnknown: "signs-unknown", Part: "part", PartsUnknown: "parts-unknown",
}

// String is the kind as one word, for filters and programs.
func (k Kind) String() string { return kindNames[k] }

// Kinds are all of them.
func Kinds() []Kind {
	all := make([]Kind, kinds)
	for k := range all {
		all[k] = Kind(k)
	}
	return all
}

// mayGo reports whether a row may go as far as it alone is concerned.
func (k Kind) mayGo() bool { return k == Goes || k == GoesSigned }

// kindWords are the kinds that are the same words for every row, or for several.
var kindWords = [kinds]string{
	Unread:         "not all of its repository was read",
	Goes:           "the rules let it go",
	GoesSigned:     "signs what goes",
	OnlyName:       "cannot be known: only its name was told",
	Excluded:       "what must never go finds it",
	Unmatched:      "what may go does not find it",
	NoRule:         "no rule is about it",
	Undigested:     "cannot be known: its digest was not told",
	Undated:        "cannot be known: when it was pushed was not told",
	Pushed:         "pushed not long enough ago",
	Pulled:         "pulled not long enough ago",
	PlatformPulled: "a platform of it was pulled not long enough ago",
	Unpulled:       "never known to be pulled",
	Newest:         "one of the newest",
	NewestOfLine:   "newest of its version line",
	Locked:         "locked by an immutability rule",
	AllLocked:      "locked, as every tag of its repository",
	LocksBroken:    "an immutability rule cannot be read, so all tags count as locked",
	LocksUnknown:   "cannot be known: the immutability rules were not told",
	Sibling:        "same image as a tag that stays",
	Signs:          "signs what stays",
	SignsUnknown:   "what it signs is not here",
	Part:           "part of a tag that stays",
	PartsUnknown:   "cannot be known: a tag that stays does not tell its platforms",
}

// Words are what the kind says of rows in general.
func (k Kind) Words() string { return kindWords[k] }
