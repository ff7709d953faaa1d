// Package dockerfile finds the images that a Dockerfile names: FROM, COPY --from, RUN --mount=from=
// and the syntax directive.
//
// BuildKit's own parser says what the instructions are, and its shell's lexer what a word with
// variables becomes. Both know lines only; where in the bytes a word stands is found here, and what
// is found is compared with what they read.
package dockerfile
