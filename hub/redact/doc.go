// Package redact keeps secrets out of everything that is printed. A [Secret] shows its text to
// nobody who does not ask for it by name, and [Text] takes out of foreign words what must not be
// repeated.
package redact
