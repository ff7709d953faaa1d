package ui

import (
	"tagboat/hub"
	"tagboat/ui/login"
	"tagboat/ui/namespaces"
	"tagboat/ui/prompt"
	"tagboat/ui/screen"
	"tagboat/ui/twofactor"
)

// The way through the program: login, perhaps a second factor, then the
// namespaces, or without an account the prompt. The screens that answer a
// question are given what comes next here, and know nothing of it.

// start logs in, or goes on with the session that the client already has.
func start(env screen.Env) screen.Screen {
	if env.Hub.Session() != nil {
		return namespaces.New(env)
	}
	return login.New(env, "", "", login.Then{
		LoggedIn:   func(s *hub.Session) { begin(env, s) },
		Challenged: func(c *hub.Challenge) { challenge(env, c, func(s *hub.Session) { begin(env, s) }) },
		Anonymous:  func() { anonymous(env) },
	})
}

// again asks for a new session above what is open, and calls done once the
// client has it.
func again(env screen.Env, done func()) screen.Screen {
	resume := func(s *hub.Session) {
		env.Hub.Use(s)
		done()
	}
	reason, name := "Log in, and go on where you are.", ""
	if old := env.Hub.Session(); old != nil {
		reason, name = "The session has ended. Log in to go on where you were.", old.Username
	}
	return login.New(env, reason, name, login.Then{
		LoggedIn:   resume,
		Challenged: func(c *hub.Challenge) { challenge(env, c, resume) },
		Back:       env.Pop,
	})
}

func challenge(env screen.Env, c *hub.Challenge, then func(*hub.Session)) {
	env.Push(twofactor.New(env, c, then))
}

func begin(env screen.Env, s *hub.Session) {
	env.Hub.Use(s)
	env.Restart(namespaces.New(env))
}

func anonymous(env screen.Env) {
	env.Hub.Use(nil)
	env.Restart(prompt.New(env, func() { env.Restart(start(env)) }))
}
