// Package demo is the world that --demo shows, which tests use too when they want much of
// everything: official images and publishers as the real Hub has them, a company of 300
// repositories, with what should be cleaned up in them, a tag list of 12,000, and alice/museum,
// which has one tag for each odd thing that the Hub was ever seen to send.
//
//	fake := fakehub.New(demo.World(now), options)
//	demo.Accounts()                                   // who can log in, and what there is to see
//	demo.Series("acme/big", 25_000, now)              // the tags that a pipeline leaves behind
//
// It is the same for the same time. Tags are made when a repository is first looked at, so that the
// world itself is there at once.
package demo
