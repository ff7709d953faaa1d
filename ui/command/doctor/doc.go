// Package doctor makes findings of what is known of the program and of what is around it: each says
// that all is well, or what to do. It asks nobody: whoever has asked gives it the answers. What
// it tells is meant to be published with a report of a mistake, so it holds no secret and no
// account's name, and the home of a person is ~ in it.
package doctor
