// Package database opens the SQLite file of the index: private from its first byte, with the schema
// that package index describes, put aside where it is damaged, left alone where a newer program
// wrote it. [Conn] is one connection with its prepared statements.
package database
