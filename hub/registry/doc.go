// Package registry asks the registry beside a Hub for the names of tags, by the OCI distribution
// protocol, and its token service for the right to ask. What one session may pull is no business of
// the next: tokens are kept with the session that got them.
package registry
