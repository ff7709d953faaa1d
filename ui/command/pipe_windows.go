package command

// ignoreBrokenPipes has nothing to do: there is no such signal.
func ignoreBrokenPipes() {}
