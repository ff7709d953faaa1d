// Package hubtest is a fakehub.Hub for tests: with faults, and with a log of what was asked.
// Nothing that is shipped imports it. It names what a test needs of fakehub and of demo, so that a
// test imports one package.
//
//	world := hubtest.Demo(time.Now())                 // or NewWorld and build one
//	fake := hubtest.New(world, hubtest.WithPath("/below/a/path"))
//	fake.Inject(hubtest.Fault{
//		Match: hubtest.Match{Path: "/tags", Page: 2}, Do: hubtest.Gateway(502),
//	})
//	client, err := hub.New(hub.Options{
//		BaseURL: fake.URL(), RegistryURL: fake.RegistryURL(), Transport: fake.Transport(),
//	})
//
// How to build a world is told by package fakehub. New's defaults are fakehub.Defaults, by the
// machine's clock or that of testing/synctest; each Option sets one or two fields of
// fakehub.Options.
//
// # Faults
//
// A Fault is a Match and an Action: fake.Inject(hubtest.Fault{Match: …, Do: …}). Match chooses by
// Method, Host, Path and Query (parts of them), Page, Nth (from the nth on), Times (so many at
// most) and Chance (by WithSeed, the same requests whatever their order). Heal takes all away,
// Struck counts. The zero Match is every request.
//
//	waiting        Latency(d)  Hang()  Drip(bytes, every); WithLatency(d) for all
//	breaking       Drop()  DropMidBody()  Truncated()  Broken(err)
//	no network     ConnectionRefused()  NetworkUnreachable()  NoSuchHost()  BadCertificate()
//	               NotTLS()  ProxyRefused()
//	refusing       ServerError()  Gateway(502)  HTMLOK()  BotChallenge()  ErrorCode1010()
//	               NotFound()  Forbidden(message)  Unauthorized(message)  AbuseLimit()
//	               TooMany(hint, wait)  Answer(status, type, body, header, value, …)
//	redirecting    SlashRedirect()  RedirectTo(url)
//	bodies         HugeBody(bytes)  GzipBomb(bytes)  ManyRows(n)  DeepBody(depth)
//	rows           Set("images", nil)  Set("images", []any{})  Set("full_size", 0)
//	               Unset("images")  Unset("digest")  Dates(nil)
//	               Dates("99999-01-01T00:00:00Z")  EditRows(func(row))
//	pages          Count(func(n int) int { return -1 })  NextTo("https://elsewhere.example")
//	               PageSize(25)  EditPage(func(page))
//	cursors        CursorStays()  CursorExpired()  CursorEnds(missing)
//	questions      Asked(func(query) { query.Del("name") })
//	moving rows    Before(func() { w.Push(…) })  After(func() { w.Delete(…) })
//	sessions       fake.Revoke() ends them all; world.RevokeAccessToken(secret) and
//	               Unauthorized on Path "/v2/auth/token" refuse new ones
//	a bad day      fake.Inject(hubtest.Weather(0.1)...)
//
// A callback of Before or After that waits holds its request, and whoever cancels it, until it
// returns.
//
// # What was asked
//
// Requests is the log: method, host, path without the Hub's prefix, query, status, and the kind of
// credential that came with it, never the credential. Peak is the most requests that were in flight
// at once.
//
// LoginAnswers are all kinds of answer to a login, and what each may be taken for.
package hubtest
