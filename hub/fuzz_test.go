package hub

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/distribution/reference"
)

func seed(f *testing.F) {
	f.Helper()
	files, err := filepath.Glob("testdata/answers/*")
	if err != nil || len(files) == 0 {
		f.Fatal("no answers to begin with", err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
}

func FuzzDecoder(f *testing.F) {
	seed(f)
	f.Add([]byte(`{"results":[{"name":"\ud800","images":[{"size":-0e9}]}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := readPage(body, (*scanner).tag)
		if err == nil && len(page.rows)+page.malformed > maxRows {
			t.Fatal("more rows than the bound")
		}
		for _, tag := range page.rows {
			if _, err := ParseReference("acme/museum:" + tag.Name); err != nil {
				t.Fatalf("a name that no reference can have: %q", tag.Name)
			}
			if len(tag.Images) > maxImages || tag.FullSize < 0 {
				t.Fatalf("an unclean row: %d", len(tag.Name))
			}
			if year := tag.Updated.Time().Year(); year < 1 || year > 9999 {
				t.Fatal("a year out of bounds")
			}
		}
		repositories, _ := readPage(body, repositoryRow)
		for _, r := range repositories.rows {
			if !isPathName([]byte(r.Name.Name)) {
				t.Fatalf("a name that no reference can have: %q", r.Name.Name)
			}
		}
		_, _ = readPage(body, (*scanner).organization)
		_, _, _ = newScanner(body).username()
		checkNames(t, body)
		_, _, _ = readPass(body)
		_ = readGrant(body)
	})
}

func checkNames(t *testing.T, body []byte) {
	t.Helper()
	names, malformed, err := readNames(body)
	if err == nil && len(names)+malformed > maxNames {
		t.Fatal("more names than the bound")
	}
	for _, tag := range names {
		if !isTagName([]byte(tag.Name)) {
			t.Fatalf("no name: %q", tag.Name)
		}
	}
}

func FuzzErrorParser(f *testing.F) {
	seed(f)
	f.Add([]byte(`{"message":"dckr_pat_secret eyJhbGciOiJSUzI1NiJ9.e30.sig"}`))
	c, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	address, _ := below(c.base, nil, "v2")
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, status := range []int{301, 400, 401, 403, 404, 429, 500, 503} {
			for _, role := range []role{reading, signing, naming} {
				e := c.refusal(call{op: "test", address: address, role: role}, answer{status, http.Header{}, body}, []Secret{NewSecret("tiger")})
				if e.Kind == 0 || len(e.Message) > maxMessage || !utf8.ValidString(e.Message) || e.Sentence() == "" || e.Advice() == "" {
					t.Fatalf("%d: %+v", status, e)
				}
				for _, secret := range []string{"tiger", "dckr_pat_s"} {
					if strings.Contains(e.Error()+e.Sentence(), secret) {
						t.Fatalf("a secret in %q", e.Error())
					}
				}
			}
		}
	})
}

func FuzzRetryHint(f *testing.F) {
	for _, text := range []string{"30", "1763719230", "Fri, 21 Nov 2025 10:00:30 GMT", "-1", "1e400", "NaN", "inf", " 5 ", "0x10", ""} {
		f.Add(text, text, text, text)
	}
	now := time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, after, xafter, reset, date string) {
		h := http.Header{"Retry-After": {after}, "X-Retry-After": {xafter}, "X-Ratelimit-Reset": {reset}, "Date": {date}}
		if d, _ := hint(h, now); d < 0 || d > longestPause {
			t.Fatal(d)
		}
		h.Set("X-RateLimit-Limit", after)
		h.Set("X-RateLimit-Remaining", xafter)
		g := newGate(time.Now, func(Event) {}, 8)
		g.hear(h, nil)
		if b := g.budget(); b.Known && (b.Limit < 1 || b.Remaining < 0 || b.Remaining > b.Limit) {
			t.Fatal(b)
		}
	})
}

func FuzzReference(f *testing.F) {
	for _, text := range []string{"nginx", "docker.io/a/b:c@" + sum, "https://hub.docker.com/r/a/b", "hub.docker.com/layers/a/b/c/images/d", "ghcr.io/a/b", "_/%2e%2e"} {
		f.Add(text)
	}
	base, err := hostAddress("", defaultBase)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseReference(text)
		if err != nil {
			return
		}
		again, err := ParseReference(r.Canonical())
		if err != nil || again != r {
			t.Fatalf("%q: %v, then %v %v", text, r, again, err)
		}
		if short, err := ParseReference(r.Familiar()); err != nil || short != r {
			t.Fatalf("%q: %v, in short %v %v", text, r, short, err)
		}
		if _, err := below(base, nil, tagsPath(r.Repository)...); err != nil {
			t.Fatalf("%q makes no address: %v", text, err)
		}
	})
}

func FuzzJWT(f *testing.F) {
	for _, payload := range []string{`{"exp":1769819388,"iat":1769818788,"https://hub.docker.com":{"username":"curator"}}`, `{}`, `[]`, `{"exp":{"a":[]}}`} {
		f.Add(asToken([]byte(payload)))
	}
	f.Add("a.b.c")
	now := time.Unix(2e9, 0)
	f.Fuzz(func(t *testing.T, token string) {
		c := readClaims(token)
		if len(c.username) > maxName {
			t.Fatal("a name without bound")
		}
		if ends := c.ends(now); !ends.IsZero() && (ends.Year() < 1980 || ends.Year() > 5200) {
			t.Fatal(ends)
		}
		_ = usable(token)
	})
}

func FuzzTime(f *testing.F) {
	for _, text := range []string{
		"2026-01-12T09:08:21.390357865Z", "2026-01-12 09:08:21", "2026-01-12 09:08:21.39 +0000 UTC", "2026-01-12T09:08:21+0530", "2026-01-12",
		"2026-01-12t09:08:21z", "0000-00-00", "9999-12-31T23:59:59-23:59", "UTC", "2026-01-12T09:08:21,5-07 GMT",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := readTime([]byte(text))
		if year := got.Time().Year(); year < 1 || year > 9999 {
			t.Fatal(got)
		}
		if want, err := time.Parse(time.RFC3339Nano, text); err == nil && got != TimestampOf(want) {
			t.Fatalf("%q: %v, not %v", text, got.Time(), want)
		}
	})
}

func FuzzNames(f *testing.F) {
	for _, text := range []string{"a", "a__b", "a___b", "a..b", "-a", "a-", "A", "$(id)", "1.27", "a\nb", strings.Repeat("a", 256)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// The library reads the first part of a name as a host where it looks like one, so a name is held against it as the second.
		_, err := reference.ParseNamed("docker.io/acme/" + text)
		if want := err == nil && !strings.ContainsAny(text, ":@/") && len(text) < 240; want != isPathName([]byte(text)) && len(text) < 240 {
			t.Fatalf("%q: a repository %v", text, !want)
		}
		_, err = reference.ParseNamed("docker.io/acme/museum:" + text)
		if want := err == nil && !strings.ContainsAny(text, ":@/"); want != isTagName([]byte(text)) {
			t.Fatalf("%q: a tag %v", text, !want)
		}
	})
}
