package index

import "tagboat/hub/index/store"

// Try puts something in the way of the file.
func (x *Index) Try(t store.Trial) { x.store.Try(t) }
