package places

import "tagboat/hub/statefile"

// Favourites are those that are saved of an owner, the last added first. It only reads: nothing is
// made where nothing is saved.
func (s *Store) Favourites(o Owner) ([]Place, error) {
	var f file
	if err := statefile.Read(s.file, &f); err != nil {
		return nil, explained(err)
	}
	now := s.now()
	return f.saved(o, now, now).Favourites, nil
}
