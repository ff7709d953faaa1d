package registry

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"tagboat/hub/errs"
	"tagboat/hub/name"
	"tagboat/hub/paging"
	"tagboat/hub/session"
	"tagboat/hub/transport"
	"tagboat/hub/wire"
)

const (
	namesPerPage = "1000"
	maxParameter = 500 // bytes of what a challenge says
)

var (
	errNoLink = errors.New("the link to the next names is unreadable")
	parameter = regexp.MustCompile(`(?i)\b(realm|service)="([^"]*)"`)
	nextLink  = regexp.MustCompile(`(?i)<([^>]+)>\s*;[^,]*rel="?next"?`)
)

var (
	errRealm = errs.NewCause("the registry names a token service on another host",
		"the registry sends to a token service on another host, and no secret is sent there", "Check the address of the registry.")
	errNoRealm = errs.NewCause("the registry asks for a token and does not say where to get it",
		"the registry asks for a token and does not say where to get one",
		"Check the address of the registry. A proxy may be answering in its place.")
	errNameless = errs.NewCause(
		"the answer holds no list of tags", "the answer is not the list that was asked for",
		errs.CheckProxy,
	)
	errNoToken = errors.New("the answer holds no usable token")
)

// Registry is the one beside a Hub.
type Registry struct {
	Address   *url.URL
	Transport *transport.Client
	Limiter   *transport.Limiter // of the registry
	// Docker says that the Hub is Docker's: its access tokens may go to Docker's token service.
	// Whoever names Docker's registry beside another Hub does not mean to show that Hub's secrets
	// to Docker.
	Docker bool

	nobodys tokenCache // tokens that were had without an account
}

// Names are one page of a repository's tags.
type Names struct {
	Tags      []string
	Malformed int
	Next      string // the tag after which the next page begins; "" at the end
}

// Tags asks for the names after last, as somebody or, with nil, nobody. It reads no manifest, so it
// costs no pull.
func (r *Registry) Tags(
	ctx context.Context, s *session.Session, op string, repository name.Repository, last string,
) (Names, error) {
	query := url.Values{"n": {namesPerPage}}
	if last != "" {
		query.Set("last", last)
	}
	address, err := transport.URLUnder(
		r.Address, query, "v2", string(repository.Namespace), repository.Name, "tags", "list",
	)
	if err != nil {
		return Names{}, &errs.Error{Op: op, Kind: errs.Refused, Message: err.Error()}
	}
	var found Names
	q := transport.Query{
		Op: op, Address: address, Limiter: r.Limiter, Elsewhere: true, Urgency: paging.Patient,
		Read: func(a transport.Answer) (err error) {
			if found, err = readNames(a.Body); err != nil {
				return err
			}
			found.Next, err = nextNames(address, a.Header, found.Tags, last)
			return err
		},
	}
	_, err = r.ask(ctx, s, q, "repository:"+repository.String()+":pull")
	return found, err
}

// manifestTypes are those of indexes and of single images. A registry denies a manifest of a type
// that was not asked for, as if it were not there.
const manifestTypes = "application/vnd.oci.image.index.v1+json, " +
	"application/vnd.docker.distribution.manifest.list.v2+json, " +
	"application/vnd.oci.image.manifest.v1+json, " +
	"application/vnd.docker.distribution.manifest.v2+json, */*"

// Manifest asks whether an image is there by its digest; errs.NotFound says that it is not. Only
// the head of the answer is asked for, which costs no pull (Hub API notes, "Facts added in November
// 2026").
func (r *Registry) Manifest(
	ctx context.Context, s *session.Session, op string, repository name.Repository, d name.Digest,
) error {
	address, err := transport.URLUnder(
		r.Address, nil, "v2", string(repository.Namespace), repository.Name, "manifests",
		d.String(),
	)
	if err != nil {
		return &errs.Error{Op: op, Kind: errs.Refused, Message: err.Error()}
	}
	q := transport.Query{
		Op: op, Address: address, Limiter: r.Limiter, Elsewhere: true, Head: true,
		Accept: manifestTypes, Read: func(transport.Answer) error { return nil },
	}
	_, err = r.ask(ctx, s, q, "repository:"+repository.String()+":pull")
	return err
}

// tokens are those that were had by a session.
func (r *Registry) tokens(s *session.Session) *tokenCache {
	if s == nil {
		return &r.nobodys
	}
	return session.Learnt(s, func() *tokenCache { return &tokenCache{} })
}

// ask asks with the registry's token for a scope, getting one first where there is none, and once
// more when it is refused. It gives the token that was sent last.
func (r *Registry) ask(
	ctx context.Context, s *session.Session, q transport.Query, scope string,
) (pullToken, error) {
	realm, refused := "", q.Refused
	q.Refused = func(a transport.Answer) {
		if a.Status == http.StatusUnauthorized {
			realm = strings.Join(a.Header.Values("WWW-Authenticate"), ", ")
		}
		if refused != nil {
			refused(a)
		}
	}
	if s != nil && s.Ended() {
		return pullToken{}, s.Over(q.Op)
	}
	q.Tries = r.Transport.NewTries(q.Urgency)
	known, held := r.tokens(s).get(scope, r.Transport.Now())
	q.Bearer = known.token
	err := r.Transport.Ask(ctx, q)
	if realm == "" || err == nil {
		return known, err
	}
	if held {
		r.tokens(s).drop(scope, known.token)
	}
	got, err := r.pullToken(ctx, s, q.Op, realm, scope)
	if err != nil {
		return got, err
	}
	q.Bearer = got.token
	return got, r.Transport.Ask(ctx, q)
}

// nextNames reads the Link header. Only the name to go on after is taken from it, never an address,
// so nothing is followed anywhere; a link that leads to another host, or cannot be read, says no
// more than that there are further names, which are those after the last of these.
func nextNames(asked *url.URL, h http.Header, tags []string, last string) (string, error) {
	m := nextLink.FindStringSubmatch(h.Get("Link"))
	if m == nil {
		return "", nil
	}
	next := ""
	if link, err := url.Parse(m[1]); err == nil &&
		transport.SameHost(asked.ResolveReference(link), asked) {
		next = link.Query().Get("last")
	}
	if next == "" && len(tags) > 0 {
		next = tags[len(tags)-1]
	}
	if next == "" || next == last {
		return "", errNoLink
	}
	return next, nil
}

// readNames reads {"name":…,"tags":[…]}; tags may be null. What is no name of a tag is counted and
// left out.
func readNames(body []byte) (Names, error) {
	var answer wire.Object[struct {
		Tags wire.TagNames `json:"tags"`
	}]
	if err := wire.Decode(body, &answer); err != nil {
		return Names{}, err
	}
	if !answer.Value.Tags.Listed {
		return Names{}, errNameless
	}
	return Names{Tags: answer.Value.Tags.Names, Malformed: answer.Value.Tags.Malformed}, nil
}
