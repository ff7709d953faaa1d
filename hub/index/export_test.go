package index

// Hold has something done before each job of the writer, as a disk that takes its time.
func (x *Index) Hold(do func()) { x.hold = do }

// HoldReading has something done before each look at the file.
func (x *Index) HoldReading(do func()) { x.holdReading = do }
