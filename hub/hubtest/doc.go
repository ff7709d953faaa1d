// Package hubtest is a Docker Hub inside the process, in the manner of net/http/httptest: for the tests of everything that
// speaks to the Hub, and for showing the program without a network. It knows nothing of package hub and writes its JSON by its own
// hand, so that the two can disagree.
//
//	world := hubtest.Demo(time.Now())                 // or NewWorld and build one
//	fake := hubtest.New(world, hubtest.WithPath("/below/a/path"))
//	client, err := hub.New(hub.Options{
//		BaseURL: fake.URL(), RegistryURL: fake.RegistryURL(), Transport: fake.Transport(),
//	})
//
// Transport uses no sockets and waits on timers of the time package only, so testing/synctest rules the whole exchange; a Hub is an
// http.Handler too, for httptest.NewServer. What is not known of the real Hub is decided in one place each and can be switched
// with an Option. New's defaults are those of the real Hub as far as it was measured: 180 requests a minute, pages of 100 at most,
// anonymous depth of 1,000 tags and 100 repositories, sessions of 30 days from a password and of ten minutes from an
// access token, a lock-out after five refused log-ins.
//
// # Worlds
//
//	w := hubtest.NewWorld(now)
//	w.AddUser(hubtest.User{Name: "alice", Password: "anchor"})        // Code: a second factor; SSO; Tokens: personal access tokens
//	w.AddOrganization(hubtest.Organization{Name: "acme", Members: map[string]string{"alice": "Owner"}})
//	w.Publish("acme/api", tags...)                                   // short: public, believable fields
//	w.AddRepository(hubtest.Repository{Namespace: "acme", Name: "secret", Private: true})   // in full
//	w.AddRepository(hubtest.Repository{…, Generate: func() []hubtest.Tag { return hubtest.Series("acme/big", 25_000, now) }})
//
//	build := hubtest.Build{Content: "1.27.3", Pushed: now}           // tags of one build are siblings
//	w.Push("acme/api", build.Tags("1.27.3", "1.27", "latest")...)    // adds or moves; a name keeps its id
//	build.Index = "signed"                                           // same platforms, another index
//	build.Own = map[string]string{"linux/arm64": "patched"}          // one platform differs
//	w.Delete("acme/api", "1.27"); w.Update("acme/api", …); w.Remove("acme/api")
//	w.Tags("acme/api"); w.Repositories("acme"); w.References("acme") // what a test compares with
//
// # Faults
//
// A Fault is a Match and an Action: fake.Inject(hubtest.Fault{Match: …, Do: …}). Match chooses by Method, Host, Path and Query
// (parts of them), Page, Nth (from the nth on), Times (so many at most) and Chance (by WithSeed, the same requests whatever their
// order). Heal takes all away, Struck counts. The zero Match is every request.
//
//	waiting        Latency(d)  Hang()  Drip(bytes, every)                  WithLatency(d) for all
//	breaking       Drop()  DropMidBody()  Truncated()  Broken(err)
//	no network     ConnectionRefused()  NetworkUnreachable()  NoSuchHost()  BadCertificate()  NotTLS()  ProxyRefused()
//	refusing       ServerError()  Gateway(502)  HTMLOK()  BotChallenge()  ErrorCode1010()  NotFound()  Forbidden(message)
//	               Unauthorized(message)  AbuseLimit()  TooMany(hint, wait)  Answer(status, type, body, header, value, …)
//	redirecting    SlashRedirect()  RedirectTo(url)
//	bodies         HugeBody(bytes)  GzipBomb(bytes)  ManyRows(n)  DeepBody(depth)
//	rows           Set("images", nil)  Set("images", []any{})  Unset("images")  Unset("digest")  Set("full_size", 0)  Dates(nil)
//	               Dates("99999-01-01T00:00:00Z")  EditRows(func(row))
//	pages          Count(func(n int) int { return -1 })  NextTo("https://elsewhere.example")  PageSize(25)  EditPage(func(page))
//	moving rows    Before(func() { w.Push(…) })  After(func() { w.Delete(…) })
//	sessions       fake.Revoke() ends them all;  world.RevokeAccessToken(secret) and Unauthorized on Path "/v2/auth/token" refuse new ones
//	a bad day      fake.Inject(hubtest.Weather(0.1)...)
//
// A callback of Before or After that waits holds its request, and whoever cancels it, until it returns.
//
// # What was asked
//
// Requests is the log: method, host, path without the Hub's prefix, query, status, and the kind of credential that came with it,
// never the credential. Peak is the most requests that were in flight at once.
package hubtest
