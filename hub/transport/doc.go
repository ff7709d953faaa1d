// Package transport brings one request to a host and its answer back, courteously: within the
// host's limits and a bounded memory, again where that helps, and with a kind and a sentence for
// every failure.
//
// [Client.Ask] asks: what it sends changes nothing and may be sent again. [Client.Do] does: a
// login, a code, a logout, sent once and never repeated. Who asks is an [Authorizer] that travels
// with the question, so that a late answer is judged by the session that asked.
//
//	Ask, Do                     a question, a deed              ask.go, tries.go
//	Limiter.Acquire, Release    slots and the rate limit        limiter.go, sparing.go, budget.go, hint.go
//	send                        the one way to the network      send.go, watch.go, once.go, body.go
//	classify, noAnswer          kinds of failure                classify.go, errorbody.go, network.go, causes.go
//
// A 429 is told from other refusals by limited (classify.go), which reads when to come back
// (hint.go); Block (limiter.go) then holds everybody back, and again (tries.go) asks once more.
package transport
