// Bare is the least that a Go program can do; the start of tagboat is measured beside it.
package main

func main() {}
