// Package hub is a client for the Docker Hub HTTP API. It knows no screen, no file and no
// environment variable; the test seam is the transport, and hub/hubtest is a Hub to put behind it.
//
// A [Client] describes collections as [Listing] values; describing does no I/O. [Listing.Page] asks
// for one page. [Listing.Reader] walks through all of them, several requests in flight and
// delivered in order, can be stopped and taken up again, and ends with a [Verdict]: complete,
// changed underneath, or partial and why. [Client.Login] gives a [Session] or an error that is a
// [Challenge]; [Client.Answer] answers it. Every failure is an [*Error] with a [Kind], a sentence
// that says what happened and an advice that says what to do.
//
// # How a request travels
//
// Enter on a repository becomes rows in these steps, each a function of that name:
//
//	Client.Tags              describes the list                         tag.go
//	Listing.Reader           begins a walk through it                   paging/listing.go
//	Reader.Pages             one loop over a list of jobs               paging/reader.go
//	walk.pages               the first of them: page after page         paging/jobs.go
//	window.pages             several in flight, delivered in order      paging/window.go
//	fetch                    asks for one page, as one session          fetch.go, asker.go
//	transport.Client.Ask     again, where that helps                    transport/ask.go, tries.go
//	Limiter.Acquire          a slot within the host's limits            transport/limiter.go
//	Session.Bearer           the token of this moment                   session/session.go
//	send                     the one way to the network                 transport/send.go, once.go
//	body.read                within the room that all answers share     transport/body.go
//	refusal, noAnswer        or a failure with a kind and words         transport/classify.go, network.go
//	readPage                 what came, row by row                      wire/page.go
//	tagRow.value             a Tag                                      wire/tag.go
//	Reader.keep              and not the rows that were seen before     paging/reader.go
//	evidence.proves          whether that was all, by the rows' times   paging/proof.go
//	check, reread            else page 1 again, and what moved          paging/jobs.go
//	Reader.Verdict           whether that was all                       paging/verdict.go
//
// `tagboat images` becomes lines in these:
//
//	exporter, run            flags, connection, login, progress         ui/command/export.go
//	export.Images            what the command line asks for             export/work.go, request.go
//	Work.Run                 begins, and sums up at the end             export/work.go
//	resolve                  the namespaces that are meant              export/targets.go
//	repositories             their repositories, while they are read    export/targets.go
//	engine.lists             a list for each                            export/engine.go
//	online.Tags              from the Hub, or what is known of it       export/lists.go
//	walk.look                verified by its newest rows                index/walk.go, delta
//	reading.Page             and kept, behind everything else           index/reading.go, store/writer.go
//	engine.inOrder           several at once, written in order          export/engine.go
//	engine.walk, readAhead   one list, as above from Reader.Pages       export/list.go
//	engine.wanted            and of it what the filter finds            export/list.go
//	counter.page             against what the Hub counts                export/counter.go
//	engine.write             rows whose turn has come                   export/engine.go
//	output.rows              as text, kept in a journal first           export/output.go, form.go, journal
//	Judge                    what is missing, and why                   export/miss.go
//	report.Print             what is missing, and what can be done      ui/command/report/summary.go
//	report.Line, proof       the proof line                             ui/command/report/proof.go
//	Summary.Outcome, codes   the exit code                              export/summary.go, ui/command/exitcodes.go
//
// Names of things are hub/name's; secrets and their absence from texts are hub/redact's; kinds,
// sentences and advice of failures are hub/errs'. Callers import hub alone, which has by alias what
// they need of the rooms below (names.go).
//
// # Bounds
//
// One deed asks one address at most six times, whatever goes wrong and whichever layer would ask
// again, and never within a tenth of a second of a failure. A refusal of a page on the way through
// a list, or of what was there a moment ago, is believed when it comes a second time. A deed ends
// within two minutes when a person waits, within five when nobody does ([Listing.Unattended]). No
// wait is longer than 20 seconds without an [Event]. All answers in flight share one room in
// memory, in which one may be as large as 16 MB.
//
// # What is never done
//
// A login, a code and the exchange of an access token are sent once. A token that is known to be
// over is not sent: the Hub answers 401 to it even where no account is needed. One 401 ends no
// session: a read is asked for once more, an exchange rests and is tried again; after that nothing
// is sent with it. What was learnt by one session is stored for, judged by and acted on for no
// other, however late it comes.
//
// Nothing is followed to another host: not a redirect, not a next link, not a Link header. The
// registry's token service may be on its own host or, for Docker's registry, on auth.docker.io. A
// session's token goes to the Hub only: neither to the registry nor to the index, which is asked
// when the Hub's own searches are closed. Docker's registry, token service and index are asked
// beside Docker's own Hub only ([IsDocker]). Neither errors nor logs hold a secret.
//
// # What the Hub is asked
//
// Docker documents a part of these routes; the others are observed: vendors' and other clients
// depend on them. "Since" is when a route was documented or, for an observed one, first or last
// seen.
//
//	route                                                              state       since, and what was seen
//	POST /v2/users/login                                               documented  deprecated, still served (2026); passwords only
//	POST /v2/users/2fa-login                                           documented  the text for a wrong code was never recorded
//	POST /v2/auth/token                                                documented  2024; sessions of ten minutes, measured 2026-01
//	POST /v2/logout                                                    observed    since the beginning; whether it revokes is unknown
//	GET  /v2/user/                                                     observed    2016; 401 without an account
//	GET  /v2/user/orgs/                                                observed    leaves the personal namespace out
//	GET  /v2/repositories/namespaces/                                  observed    bare names
//	GET  /v2/namespaces/{ns}/repositories                              documented  2025-06-27; an unknown namespace is an empty list
//	GET  /v2/namespaces/{ns}/repositories/{repo}                       documented  2025-09-19
//	GET  /v2/namespaces/{ns}/repositories/{repo}/tags                  documented  ordering is observed, and upside down (2020 to 2026)
//	  the same with name=                                              observed    a part of the name, as the Hub's own page asks (recorded); check alone rests on it, where it finds what is there
//	GET  /v2/namespaces/{ns}/repositories/{repo}/tags/{tag}            documented
//	GET  /v2/namespaces/{ns}/repositories/{repo}/manifests             observed    2026-11; by a cursor and without a count; own repositories
//	GET  /v2/repositories/{ns}/{repo}/tags/{tag}/images                observed    2022; a bare list, with layers
//	GET  /api/search/v4                                                observed    2024-12; by offset; hub-mcp and the site call it (2026)
//	GET  /v2/search/repositories/                                      observed    2026-08: curl gets 200, Go programs 403, by TLS fingerprint
//	GET  {index}/v1/search                                             observed    since the beginning; what the Docker engine asks (2022)
//	GET  {registry}/v2/{ns}/{repo}/tags/list                           documented  OCI distribution specification; names only
//	HEAD {registry}/v2/{ns}/{repo}/manifests/{digest}                  documented  the same specification; no pull
//	HEAD {registry}/v2/ratelimitpreview/test/manifests/latest          documented  2026-11; Docker's registry only, no pull
//	GET  {realm}?service=&scope=                                       documented  distribution token specification
//
// And about their answers:
//
//	X-RateLimit-Limit, -Remaining, -Reset                              documented  180 a minute and address, measured 2026
//	RateLimit-Limit, -Remaining of the registry, "100;w=21600"         documented  2026-11; none means no limit
//	Retry-After in seconds                                             documented  mid-2025; as a date and a timestamp observed
//	X-Retry-After as a timestamp                                       documented  until mid-2025
//	403 "pagination offset too large"                                  observed    since 2026-08-11: tags 1000, repositories 100
//	403 or 200 with a page for browsers                                observed    2026-08, by TLS fingerprint
//	200 with an HTML 504 page                                          observed    2019
//	429 text/plain "HAP429"                                            observed    2020, thousands of requests a minute
//	429 at login for about ten minutes                                 observed    2022, per user name
//	images null or empty                                               observed    2025-08-11
package hub
