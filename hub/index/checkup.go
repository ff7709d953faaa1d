package index

import (
	"context"

	"tagboat/hub/index/database"
)

// Checkup is what can be told of the file by who changes nothing.
type Checkup = database.Checkup

// Health is what was found of the file.
type Health = database.Health

// The states of health.
const (
	Absent     = database.Absent
	Sound      = database.Sound
	Unfinished = database.Unfinished
	Damaged    = database.Damaged
	Newer      = database.Newer
	Held       = database.Held
	Refused    = database.Refused
)

// Check looks at the file for as long as ctx lasts, and changes nothing.
func (x *Index) Check(ctx context.Context) Checkup { return x.store.Check(ctx) }
