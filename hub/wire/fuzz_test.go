package wire

import (
	"testing"

	"tagboat/hub/hubtest/answers"
	"tagboat/hub/name"
)

func FuzzDecoder(f *testing.F) {
	answers.Seed(f)
	f.Add([]byte(`{"results":[{"name":"\ud800","images":[{"size":-0e9}]}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := ReadTags(body)
		if err == nil && len(page.Rows)+page.Malformed > MaxRows {
			t.Fatal("more rows than the bound")
		}
		for _, tag := range page.Rows {
			if _, err := name.ParseReference("acme/museum:" + tag.Name); err != nil {
				t.Fatalf("a name that no reference can have: %q", tag.Name)
			}
			if len(tag.Images) > MaxImages || tag.FullSize < 0 {
				t.Fatalf("an unclean row: %d", len(tag.Name))
			}
			if year := tag.Updated.Time().Year(); year < 1 || year > 9999 {
				t.Fatal("a year out of bounds")
			}
		}
		repositories, _ := ReadRepositories(body, "")
		for _, r := range repositories.Rows {
			if !name.IsPath([]byte(r.Name.Name)) {
				t.Fatalf("a name that no reference can have: %q", r.Name.Name)
			}
		}
		_, _ = ReadMemberships(body)
		_, _ = ReadUsername(body)
		_, _ = ReadNamespaces(body)
	})
}
