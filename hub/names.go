package hub

import (
	"context"
	"time"

	"tagboat/hub/errs"
	"tagboat/hub/name"
	"tagboat/hub/paging"
	"tagboat/hub/redact"
	"tagboat/hub/registry"
	"tagboat/hub/session"
	"tagboat/hub/transport"
	"tagboat/hub/wire"
)

// What callers need of the rooms below, so that they import one package.
type (
	// Listing describes a paged collection.
	Listing[T any] = paging.Listing[T]
	// Source is where the pages of a collection come from.
	Source[T any] = paging.Source[T]
	// Observer hears of a walk through a listing.
	Observer[T any] = paging.Observer[T]
	// Page is one page of a listing.
	Page[T any] = paging.Page[T]
	// Kept is a whole list as it was known earlier.
	Kept[T any] = paging.Kept[T]
	// Joined describes the rows of many lists as one list.
	Joined[H, T any] = paging.Joined[H, T]
	// Part is one of the lists that a joined one is made of.
	Part[T any] = paging.Part[T]
	// Reader is a walk through a listing.
	Reader[T any] = paging.Reader[T]
	// Verdict says how much of a listing was read.
	Verdict = paging.Verdict
	// State is how far a walk has come.
	State = paging.State
	// Route is the way a page came.
	Route = paging.Route
	// Urgency tells what a person waits for from what runs ahead.
	Urgency = paging.Urgency

	// Error is a failed deed.
	Error = errs.Error
	// Kind is what sort of failure an error is.
	Kind = errs.Kind

	// Session is what a login returns.
	Session = session.Session
	// SavedSession is a session in the form in which it outlives the program.
	SavedSession = session.SavedSession
	// Challenge is the open question after a right password.
	Challenge = session.Challenge
	// Renewal stands around each exchange of an access token.
	Renewal = session.Renewal
	// Sight is how much of what is private is shown to a session.
	Sight = session.Sight
	// Secret is a password, a token or a code.
	Secret = redact.Secret
	// SecretKind tells an access token from a password.
	SecretKind = redact.Kind

	// Event tells an observer what a request is waiting for.
	Event = transport.Event
	// EventKind is what happened on the way to an answer.
	EventKind = transport.EventKind
	// Budget is what the Hub's rate limit leaves.
	Budget = transport.Budget
	// Allowance is how many images the registry lets be pulled.
	Allowance = registry.Allowance

	// Timestamp is a moment in microseconds.
	Timestamp = wire.Timestamp
	// Symbol is a string that repeats in many rows and is stored once.
	Symbol = wire.Symbol
)

// Urgencies, routes and states of paging.
const (
	Urgent        = paging.Urgent
	Patient       = paging.Patient
	HubRoute      = paging.HubRoute
	RegistryRoute = paging.RegistryRoute
	IndexRoute    = paging.IndexRoute
	OlderRoute    = paging.OlderRoute
	KeptRoute     = paging.KeptRoute
	DatedRoute    = paging.DatedRoute
	Unfinished    = paging.Unfinished
	Complete      = paging.Complete
	Changed       = paging.Changed
	Partial       = paging.Partial
)

// The kinds of failure.
const (
	BadCredentials      = errs.BadCredentials
	SecondFactorNeeded  = errs.SecondFactorNeeded
	CodeRefused         = errs.CodeRefused
	LockedOut           = errs.LockedOut
	TokenNotAllowed     = errs.TokenNotAllowed
	SSORequired         = errs.SSORequired
	SessionEnded        = errs.SessionEnded
	Forbidden           = errs.Forbidden
	NotFound            = errs.NotFound
	DepthCapped         = errs.DepthCapped
	RateLimited         = errs.RateLimited
	AbuseLimited        = errs.AbuseLimited
	BotChallenge        = errs.BotChallenge
	Unavailable         = errs.Unavailable
	Unreadable          = errs.Unreadable
	Refused             = errs.Refused
	Elsewhere           = errs.Elsewhere
	NoNetwork           = errs.NoNetwork
	DNS                 = errs.DNS
	TLS                 = errs.TLS
	Proxy               = errs.Proxy
	TimedOut            = errs.TimedOut
	NoSearch            = errs.NoSearch
	NoManifests         = errs.NoManifests
	VanishedSinceListed = errs.VanishedSinceListed
	NotTheHub           = errs.NotTheHub
)

// The kinds of secret, and the sights of a session.
const (
	Password                = redact.Password
	PersonalAccessToken     = redact.PersonalAccessToken
	OrganizationAccessToken = redact.OrganizationAccessToken
	SeesAccount             = session.SeesAccount
	SeesGiven               = session.SeesGiven
	SeesPublic              = session.SeesPublic
)

// The kinds of event.
const (
	Retrying      = transport.Retrying
	Waiting       = transport.Waiting
	Resumed       = transport.Resumed
	BudgetChanged = transport.BudgetChanged
	Renewed       = transport.Renewed
	Slow          = transport.Slow
	Spacing       = transport.Spacing
	Sparing       = transport.Sparing
)

type (
	// Namespace is the user or organization that owns repositories.
	Namespace = name.Namespace
	// RepositoryName is a namespace and a name in it.
	RepositoryName = name.Repository
	// Reference names an image: a repository with a tag, a digest, or both.
	Reference = name.Reference
	// Digest is the immovable name of what a tag points at.
	Digest = name.Digest
	// Platform is an operating system and an architecture with its variant.
	Platform = name.Platform
	// Pasted is what a text names that somebody pasted.
	Pasted = name.Pasted
)

// NewPlatform names a platform. An empty os or architecture reads as "unknown".
func NewPlatform(os, architecture, variant, osVersion string) Platform {
	return name.NewPlatform(os, architecture, variant, osVersion)
}

// ParsePlatform reads what people call a platform: linux/arm64, arm/v7, x86_64, windows.
func ParsePlatform(s string) (Platform, error) { return name.ParsePlatform(s) }

// ParseDigest reads "sha256:" and 64 lower-case hexadecimal digits.
func ParseDigest(s string) (Digest, error) { return name.ParseDigest(s) }

// ReadPasted reads whatever people paste: see [name.Read].
func ReadPasted(text string) (Pasted, error) { return name.Read(text) }

// FirstLine is the first line of a text that was pasted, without what cannot be seen.
func FirstLine(text string) string { return name.FirstLine(text) }

// ParseReference reads whatever names a repository, a tag or a digest: see [name.Read]. What docker
// itself reads is taken to the letter.
func ParseReference(s string) (Reference, error) { return name.ReadReference(s) }

// ParseRepositoryName reads whatever names a repository; a tag or digest beside it is an error.
func ParseRepositoryName(s string) (RepositoryName, error) { return name.ReadRepository(s) }

// Unreached reports whether an error is that the Hub could not be reached.
func Unreached(err error) bool { return errs.Unreached(err) }

// KindOf is the kind of err, or 0 when it has none.
func KindOf(err error) Kind { return errs.KindOf(err) }

// Sentence says in words for a person what happened: see [errs.Sentence].
func Sentence(err error) string { return errs.Sentence(err) }

// Fact is a line of a report: see [errs.Fact].
type Fact = errs.Fact

// Lasting writes how long something lasts: see [errs.Lasting].
func Lasting(d time.Duration) string { return errs.Lasting(d) }

// Left is a time that is left as it is told while it passes: see [errs.Left].
func Left(d time.Duration) (told, next time.Duration) { return errs.Left(d) }

// Report is what whoever mends a failure wants to know, without a secret: see [errs.Report].
func Report(err error, at time.Time) []Fact { return errs.Report(err, at) }

// Advice says in words for a person what to do now; "" when there is nothing to say.
func Advice(err error) string { return errs.Advice(err) }

// EndedSession is the session whose end an error tells, or nil: the one that asked, not the one in
// use by now.
func EndedSession(err error) *Session { return session.EndedBy(err) }

// NewSecret wraps s; nothing is trimmed.
func NewSecret(s string) Secret { return redact.NewSecret(s) }

// NewSymbol stores s.
func NewSymbol(s string) Symbol { return wire.NewSymbol(s) }

// TimestampOf cuts t to microseconds.
func TimestampOf(t time.Time) Timestamp { return wire.TimestampOf(t) }

// IsDocker reports whether the address of a Hub is that of Docker's own, however it is spelt.
func IsDocker(address string) bool { return transport.IsDocker(address) }

// CanonicalAddress is the one spelling of a Hub's address, under which things are kept for it.
func CanonicalAddress(address string) string { return transport.CanonicalAddress(address) }

// ListingOf describes what a source has.
func ListingOf[T any](s Source[T]) Listing[T] { return paging.New(s) }

// Join describes the rows of many lists as one list: see [paging.Joined].
func Join[H, T any](j Joined[H, T]) Listing[T] { return paging.Join(j) }

// PartOf is a list whose rows are lifted to those of a joined one: see [paging.PartOf].
func PartOf[S, T any](l Listing[S], lift func(row S) (T, bool)) Part[T] {
	return paging.PartOf(l, lift)
}

// Whole describes a collection that comes in one answer: see [paging.Slice].
func Whole[T any](
	op string, fetch func(ctx context.Context) ([]T, error), key func(row T) string,
) Listing[T] {
	return paging.New(paging.Slice(op, fetch, key))
}

// WholeAbout is Whole with something of the whole beside the rows: see [paging.SliceAbout].
func WholeAbout[T any](
	op string, fetch func(ctx context.Context) (rows []T, about any, err error),
	key func(row T) string,
) Listing[T] {
	return paging.New(paging.SliceAbout(op, fetch, key))
}
