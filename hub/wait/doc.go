// Package wait waits until a tag is there, has a digest, changes or is gone, and tells what was
// seen. A look is one request, for that tag alone, and never one that a person waits for elsewhere
// has to stand behind.
package wait
