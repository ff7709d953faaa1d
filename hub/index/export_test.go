package index

// Hold has something done before each job of the writer, as a disk that takes its time.
func (x *Index) Hold(do func()) { x.hold = do }
