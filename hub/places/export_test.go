package places

import "encoding/json"

// Rewrite reads a file's content, applies changes, and reads what would be
// written, for tests.
func Rewrite(content []byte, c Changes) (before, after Saved, err error) {
	var f file
	if err := json.Unmarshal(content, &f); err != nil {
		return before, after, err
	}
	now := c.recent[0].At
	before = f.saved(c.stay.owner, now, now)
	before.stay = c.stay
	f.put(c, now)
	f.Version = version
	if content, err = json.Marshal(f); err != nil {
		return before, after, err
	}
	var again file
	err = json.Unmarshal(content, &again)
	return before, again.saved(c.stay.owner, now, now), err
}
