package index

// Hold has something done before each job of the writer, as a disk that takes its time.
func (x *Index) Hold(do func()) { x.hold = do }

// Elsewhere has the folder be another machine's.
func (x *Index) Elsewhere() { x.file.Remote = func(string) bool { return true } }

// HoldReading has something done before each look at the file.
func (x *Index) HoldReading(do func()) { x.holdReading = do }

// Room has no more than so many bytes of rows wait to be written.
func (x *Index) Room(bytes int) { x.room = bytes }
