// Package errs is how everything fails that asks the Hub: an [Error] says what was tried and of
// which [Kind] the failure is, and has a sentence and an advice for a person. A [Cause] below it
// has words of its own, where the kind alone would say too little.
package errs
