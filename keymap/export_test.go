package keymap

// Conflicts are the keys of a map that mean two things at once.
func (m Map) Conflicts() []string {
	var all []string
	for _, c := range m.conflicts() {
		all = append(all, c.String())
	}
	return all
}
