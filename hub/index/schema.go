package index

import _ "embed"

// Schema tells a person what stands in the file, with questions that it can be asked.
//
//go:embed schema.txt
var Schema string
