// Package fakehub is a Docker Hub inside the process, in the manner of net/http/httptest: for
// showing the program without a network, and for the tests of everything that speaks to the Hub. It
// knows nothing of package hub and writes its JSON by its own hand, so that the two can disagree.
//
//	options := fakehub.Defaults(time.Now) // the real Hub, as far as it was measured
//	options.Path = "/below/a/path"
//	fake := fakehub.New(world, options)
//	client, err := hub.New(hub.Options{
//		BaseURL: fake.URL(), RegistryURL: fake.RegistryURL(), Transport: fake.Transport(),
//	})
//
// Transport uses no sockets and waits on timers of the time package only, so testing/synctest rules
// the whole exchange; a Hub is an http.Handler too, for httptest.NewServer. What is not known of
// the real Hub is decided in one place each and can be switched with a field of Options.
//
// Options.Around is where something may stand between the Hub and who asks: package hubtest puts
// its faults there. TransportTo leads to a handler around a Hub, such as one that keeps a log.
//
// # Worlds
//
//	w := fakehub.NewWorld(now)
//	w.AddUser(fakehub.User{Name: "alice", Password: "anchor"}) // Code: a second factor; SSO; Tokens
//	w.AddOrganization(fakehub.Organization{
//		Name: "acme", Members: map[string]string{"alice": "Owner"},
//	})
//	w.Publish("acme/api", tags...) // the short way: public, believable fields
//	w.AddRepository(fakehub.Repository{Namespace: "acme", Name: "secret", Private: true})
//	w.AddRepository(fakehub.Repository{…, Generate: …}) // tags that are made at the first look
//
//	build := fakehub.Build{Content: "1.27.3", Pushed: now}   // tags of one build are siblings
//	w.Push("acme/api", build.Tags("1.27.3", "latest")...)    // adds or moves; a name keeps its id
//	build.Index = "signed"                                   // same platforms, another index
//	build.Own = map[string]string{"linux/arm64": "patched"}  // one platform differs
//	w.Delete("acme/api", "1.27"); w.Update("acme/api", …); w.Remove("acme/api")
//	w.Leave("acme/api", fakehub.Manifest{…}) // without a tag, as what a moved tag leaves behind
//	w.Tags("acme/api"); w.Repositories("acme"); w.References("acme") // what a test compares with
//
// Hub.Revoke ends all sessions; World.RevokeAccessToken withdraws what sessions are made from.
package fakehub
