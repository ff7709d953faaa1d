// Package wire is what Hubs and registries answer, and how it is read: tags, repositories, layers,
// namespaces and what a search finds. Each row is a structure with tags whose fields are tolerant
// types: what the Hub is known to vary (null, absent and surprising kinds) reads as zero, one bad
// row is one malformed row, and broken JSON is an error and never an empty page. [Decode] bounds an
// answer in bytes, objects, rows, depth and lengths, whoever sends it. Nothing that is read keeps
// the answer alive.
package wire
