package places

import "encoding/json"

// Rewrite reads a file's content, applies changes, and reads what would be
// written, for tests.
func Rewrite(content []byte, c Changes) (before, after Kept, err error) {
	f, err := decode(content)
	if err != nil {
		return before, after, err
	}
	before = f.kept(c.owner)
	f.put(c, c.recent[0].At)
	f.Version = version
	if content, err = json.Marshal(f); err != nil {
		return before, after, err
	}
	if f, err = decode(content); err != nil {
		return before, after, err
	}
	return before, f.kept(c.owner), nil
}
