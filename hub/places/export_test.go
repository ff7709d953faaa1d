package places

import "encoding/json"

// Rewrite reads a file's content, applies changes, and reads what would be
// written, for tests.
func Rewrite(content []byte, c Changes) (before, after Saved, err error) {
	var f file
	if err := json.Unmarshal(content, &f); err != nil {
		return before, after, err
	}
	before = f.saved(c.stay.owner)
	before.stay = c.stay
	f.put(c, c.recent[0].At)
	f.Version = version
	if content, err = json.Marshal(f); err != nil {
		return before, after, err
	}
	var again file
	err = json.Unmarshal(content, &again)
	return before, again.saved(c.stay.owner), err
}
