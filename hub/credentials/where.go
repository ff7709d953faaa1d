package credentials

// Place is a kind of place for a credential.
type Place uint8

// The places.
const (
	InMemory      Place = iota // nowhere: gone with the program
	InHelper                   // a credential helper of Docker's
	InFile                     // a file of mode 0600
	InEnvironment              // TAGBOAT_TOKEN or TAGBOAT_PASSWORD
	InInput                    // standard input
)

// Where is the place of a credential.
type Where struct {
	Place Place `json:"place"`
	// of the helper without "docker-credential-", of the variable, or the path of the file
	Name string `json:"name,omitempty"`
}

// String names the place in words, for a person.
func (w Where) String() string {
	switch w.Place {
	case InHelper:
		return "credential helper " + prefix + w.Name
	case InFile:
		return "file " + w.Name
	case InEnvironment:
		return "environment variable " + w.Name
	case InInput:
		return "standard input"
	default:
		return "this session only"
	}
}

// Origin is where a credential was found, in the order in which the places are asked.
type Origin uint8

// The origins.
const (
	FromNowhere     Origin = iota
	FromInput              // given to this one call
	FromEnvironment        // TAGBOAT_USERNAME with TAGBOAT_TOKEN or TAGBOAT_PASSWORD
	FromSaved              // tagboat's own saved session
	FromDocker             // what "docker login" stored
)

func (o Origin) String() string {
	return [...]string{
		"nowhere", "standard input", "the environment", "tagboat login", "docker login",
	}[min(o, FromDocker)]
}
