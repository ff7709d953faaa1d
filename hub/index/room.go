package index

// shrink makes room: the lists that were not looked at for the longest time go, until the file is
// smaller than it may be. What was looked at tomorrow goes before: a clock was wrong, and it would
// stay for as long as that.
func (x *Index) shrink(s *session) error {
	for {
		used, err := s.used()
		if err != nil || used <= x.most {
			return err
		}
		oldest, found, err := s.Number("select id from list order by looked<=?, looked limit 1",
			x.now().UnixMicro())
		if err != nil || !found {
			return err
		}
		if err := s.Exec("delete from list where id=?", oldest); err != nil {
			return err
		}
		if err := s.Exec("pragma incremental_vacuum(100000)"); err != nil {
			return err
		}
	}
}

// used is how many bytes of the file are in use.
func (s *session) used() (int64, error) {
	pages, _, err := s.Number("pragma page_count")
	if err != nil {
		return 0, err
	}
	free, _, err := s.Number("pragma freelist_count")
	if err != nil {
		return 0, err
	}
	size, _, err := s.Number("pragma page_size")
	return (pages - free) * size, err
}
