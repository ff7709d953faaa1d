package forms_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/distribution/reference"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub"
	"tagboat/hub/forms"
)

var (
	amd64 = hub.NewPlatform("linux", "amd64", "", "")
	arm64 = hub.NewPlatform("linux", "arm64", "v8", "")

	ones, twos, threes = digest("1"), digest("2"), digest("3")
)

func digest(digit string) hub.Digest {
	d, err := hub.ParseDigest("sha256:" + strings.Repeat(digit, 64))
	if err != nil {
		panic(err)
	}
	return d
}

func nginx() forms.Subject {
	return forms.Subject{
		Repository: hub.RepositoryName{Namespace: "library", Name: "nginx"}, Now: "1.27.3", Platform: arm64,
		Tag: hub.Tag{
			Name: "1.27", Digest: ones, Pushed: hub.TimestampOf(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)),
			Images: []hub.Image{{Platform: amd64, Digest: twos, Size: 70}, {Platform: arm64, Digest: threes, Size: 60}, {Digest: ones, Size: 5}},
		},
	}
}

func text(t *testing.T, s forms.Subject, letter string) string {
	t.Helper()
	got, ok := forms.Text(s, letter)
	require.True(t, ok, letter)
	return got
}

func TestEveryWayToWriteATag(t *testing.T) {
	var told []string
	for _, f := range forms.Of(nginx()) {
		told = append(told, f.Letter+" "+f.Text)
		assert.NotEmpty(t, f.Name)
	}
	one, three := strings.Repeat("1", 64), strings.Repeat("3", 64)
	assert.Equal(t, []string{
		"n nginx:1.27.3@sha256:" + one,
		"p nginx:1.27@sha256:" + one,
		"f nginx:1.27",
		"c docker.io/library/nginx:1.27",
		"R FROM nginx:1.27.3@sha256:" + one,
		"O image: nginx:1.27.3@sha256:" + one,
		"K image: docker.io/library/nginx:1.27.3@sha256:" + one,
		"U docker pull nginx:1.27.3@sha256:" + one,
		"M [nginx:1.27.3@sha256:" + one + "](https://hub.docker.com/_/nginx/tags)",
		"r FROM nginx:1.27",
		"o image: nginx:1.27",
		"k image: docker.io/library/nginx:1.27",
		"u docker pull nginx:1.27",
		"m [nginx:1.27](https://hub.docker.com/_/nginx/tags)",
		"a docker pull --platform linux/arm64/v8 nginx:1.27",
		"d nginx@sha256:" + three,
		"w https://hub.docker.com/_/nginx/tags",
		"l https://hub.docker.com/layers/nginx/library/nginx/1.27/images/sha256-" + three,
		`j {"repository":"library/nginx","tag":"1.27","digest":"sha256:` + one + `","pushed":"2026-09-01T12:00:00Z","size":130,"platforms":[` +
			`{"platform":"linux/amd64","digest":"sha256:` + strings.Repeat("2", 64) + `","size":70},` +
			`{"platform":"linux/arm64/v8","digest":"sha256:` + three + `","size":60}]}`,
	}, told)
}

func TestOfWhatATagWasOnlyPinnedFormsAreOffered(t *testing.T) {
	s := nginx()
	s.Past = true
	var letters []string
	for _, f := range forms.Of(s) {
		letters = append(letters, f.Letter)
		assert.Contains(t, f.Text, ones.String())
	}
	assert.Equal(t, strings.Split("npROKUM", ""), letters)
	_, has := forms.Text(s, forms.Familiar)
	assert.False(t, has)
}

func TestLettersAreDifferentAndTheDigestOfOnePlatformIsLabelled(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range forms.Of(nginx()) {
		assert.False(t, seen[f.Letter], f.Letter)
		seen[f.Letter] = true
		if f.Letter == forms.PlatformDigest {
			assert.Equal(t, "digest for linux/arm64/v8", f.Name)
			assert.Equal(t, "breaks other architectures", f.Note)
		}
	}
}

func letters(s forms.Subject) string {
	var b strings.Builder
	for _, f := range forms.Of(s) {
		b.WriteString(f.Letter)
	}
	return b.String()
}

func TestAFormWhoseDigestIsUnknownIsAbsent(t *testing.T) {
	s := nginx()
	s.Tag.Digest = hub.Digest{}
	assert.Equal(t, "fcrokumadwlj", letters(s))
	s = nginx()
	s.Tag.Images[1].Digest = hub.Digest{}
	assert.Equal(t, "npfcROKUMrokumawj", letters(s))
	s.Platform = hub.NewPlatform("linux", "s390x", "", "")
	assert.Equal(t, "npfcROKUMrokumwj", letters(s), "a platform that the tag does not have")
	s.Platform = hub.Platform{}
	assert.Equal(t, "npfcROKUMrokumwj", letters(s), "an attestation is no platform")
	s.Tag = hub.Tag{Name: "1.27", NamesOnly: true}
	assert.Equal(t, "fcrokumwj", letters(s))
	assert.JSONEq(t, `{"repository":"library/nginx","tag":"1.27","digest":null,"pushed":null,"size":null,"platforms":[]}`, text(t, s, forms.JSON))
	_, ok := forms.Text(s, forms.Pinned)
	assert.False(t, ok)
}

func TestWithoutSiblingsThePinOfNowIsTheTagsOwn(t *testing.T) {
	s := nginx()
	s.Now = ""
	assert.Equal(t, text(t, s, forms.Pinned), text(t, s, forms.PinnedNow))
	assert.NotContains(t, letters(s), forms.PinnedNow, "one text is offered once")
	assert.Equal(t, "pinned as 1.27", forms.Of(s)[0].Name)
}

func TestAnotherNamespaceIsSpeltOut(t *testing.T) {
	s := nginx()
	s.Repository = hub.RepositoryName{Namespace: "grafana", Name: "loki"}
	assert.Equal(t, "grafana/loki:1.27", text(t, s, forms.Familiar))
	assert.Equal(t, "docker.io/grafana/loki:1.27", text(t, s, forms.Canonical))
	assert.Equal(t, "https://hub.docker.com/r/grafana/loki/tags", text(t, s, forms.TagsPage))
	assert.Equal(t, "https://hub.docker.com/layers/grafana/loki/1.27/images/sha256-"+strings.Repeat("3", 64), text(t, s, forms.LayersPage))
	assert.Equal(t, "https://hub.docker.com/r/grafana/loki", forms.RepositoryURL(s.Repository))
}

func TestWhatIsNoReferenceIsNeverCopiedAsOne(t *testing.T) {
	for _, name := range []string{"", "a b", "$(reboot)", "1;reboot", "`x`", "-x", ".x", "a\nb", "\x1b[31m", "é", strings.Repeat("x", 129), "a@b", "a/b", "a:b"} {
		s := nginx()
		s.Tag.Name, s.Now = name, name
		assert.Equal(t, "dwj", letters(s), "%q", name)
	}
	for _, r := range []hub.RepositoryName{{}, {Namespace: "library"}, {Name: "nginx"}, {Namespace: "a b", Name: "x"}, {Namespace: "x", Name: "$(y)"}, {Namespace: "X", Name: "y"}, {Namespace: "a/b", Name: "c"}, {Namespace: "a", Name: "b:c"}, {Namespace: "..", Name: ".."}} {
		s := nginx()
		s.Repository = r
		assert.Equal(t, "j", letters(s), "%q", r)
	}
	s := nginx()
	s.Now = "$(reboot)"
	assert.NotContains(t, letters(s), forms.PinnedNow)
}

func TestAPlatformThatSpeaksToAShellIsNotPutIntoACommand(t *testing.T) {
	for _, arch := range []string{"$(x)", "a b", "a;b", "a\nb", "-a", "\x1b", "é"} {
		s := nginx()
		s.Platform = hub.NewPlatform("linux", arch, "", "")
		s.Tag.Images[1].Platform = s.Platform
		assert.NotContains(t, letters(s), forms.PullForPlatform, "%q", arch)
	}
}

func TestOfSeveralImagesForOnePlatformTheDigestTellsWhichIsMeant(t *testing.T) {
	s := nginx()
	s.Tag.Images = append(s.Tag.Images, hub.Image{Platform: arm64, Digest: twos})
	_, ok := forms.Text(s, forms.PlatformDigest)
	assert.False(t, ok, "no guess")
	for _, d := range []hub.Digest{twos, threes} {
		s.Manifest = d
		assert.Equal(t, "nginx@"+d.String(), text(t, s, forms.PlatformDigest))
		assert.Contains(t, text(t, s, forms.LayersPage), strings.ReplaceAll(d.String(), ":", "-"))
	}
	s.Manifest = ones
	_, ok = forms.Text(s, forms.PlatformDigest)
	assert.False(t, ok, "another platform's")
}

func TestADockerHardenedImageIsWrittenAsWhereItIs(t *testing.T) {
	s := nginx()
	s.Repository = hub.RepositoryName{Namespace: "dhi", Name: "node"}
	for _, f := range forms.Of(s) {
		if f.Letter != forms.JSON {
			assert.Contains(t, f.Text, "dhi.io/node", f.Letter)
			assert.NotContains(t, f.Text, "dhi/node")
			assert.NotContains(t, f.Text, "docker.io")
		}
	}
	assert.Equal(t, "dhi.io/node", forms.Reference(hub.Reference{Repository: s.Repository}))
	assert.Equal(t, "acme/dhi-node:22", forms.Reference(hub.Reference{Repository: hub.RepositoryName{Namespace: "acme", Name: "dhi-node"}, Tag: "22"}))
	assert.Empty(t, forms.RepositoryURL(s.Repository))
}

func TestNamesThatCannotBeShortAreSpeltOut(t *testing.T) {
	for _, r := range []hub.RepositoryName{{Namespace: "localhost", Name: "x"}, {Namespace: "a.b", Name: "x"}} {
		s := nginx()
		s.Repository = r
		assert.Equal(t, "docker.io/"+r.String()+":1.27", text(t, s, forms.Familiar))
		assert.Equal(t, "docker pull docker.io/"+r.String()+":1.27", text(t, s, forms.Pull))
	}
}

func TestWhatYAMLWouldTakeForANumberIsQuoted(t *testing.T) {
	s := nginx()
	s.Repository.Name, s.Tag.Name = "12", "30"
	assert.Equal(t, `image: "12:30"`, text(t, s, forms.Compose))
	assert.Equal(t, "FROM 12:30", text(t, s, forms.From))
}

func TestForeignTextInJSONIsHarmless(t *testing.T) {
	s := nginx()
	s.Tag.Name = "\x1b]52;c;\x07\u009b\u202e\U0001F600\xff<&>\x7f"
	s.Tag.Images[0].Platform = hub.NewPlatform("li\x1bnux", "a", "", "10\u0085")
	got := text(t, s, forms.JSON)
	for _, c := range []byte(got) {
		assert.True(t, ' ' <= c && c < 0x7f, "%q", got)
	}
	var back struct {
		Tag string `json:"tag"`
	}
	require.NoError(t, json.Unmarshal([]byte(got), &back))
	assert.Equal(t, strings.ToValidUTF8(s.Tag.Name, "\ufffd"), back.Tag)
}

func TestPagesReadBackAsWhatTheyShow(t *testing.T) {
	for _, r := range []hub.RepositoryName{{Namespace: "library", Name: "nginx"}, {Namespace: "grafana", Name: "loki"}, {Namespace: "library", Name: "library"}} {
		for _, page := range []string{forms.RepositoryURL(r), forms.TagsURL(r)} {
			back, err := hub.ParseReference(page)
			require.NoError(t, err, page)
			assert.Equal(t, hub.Reference{Repository: r}, back)
		}
		page := forms.LayersURL(r, "1.27", ones)
		back, err := hub.ParseReference(page)
		require.NoError(t, err, page)
		assert.Equal(t, hub.Reference{Repository: r, Tag: "1.27"}, back, page)
	}
	assert.Empty(t, forms.LayersURL(hub.RepositoryName{Namespace: "a", Name: "b"}, "1", hub.Digest{}))
}

// FuzzReferenceFormsRoundTrip reads every form back with docker's own parser.
func FuzzReferenceFormsRoundTrip(f *testing.F) {
	f.Add("library", "nginx", "1.27", "1.27.3", "linux", "arm64")
	f.Add("localhost", "x", "UPPER_1", "latest", "linux;", "$(x)")
	f.Add("library", strings.Repeat("a", 64), "12", "", "windows", "amd64")
	f.Add("a.b", "c--d", "é", "\x1b", "", "")
	f.Add("dhi", "node", "22", "22.1", "linux", "amd64")
	f.Fuzz(func(t *testing.T, namespace, name, tag, now, os, architecture string) {
		s := nginx()
		s.Repository = hub.RepositoryName{Namespace: hub.Namespace(namespace), Name: name}
		s.Tag.Name, s.Now, s.Platform = tag, now, hub.NewPlatform(os, architecture, "", "")
		s.Tag.Images[1].Platform = s.Platform
		if now == "" {
			now = tag
		}
		whole := "docker.io/" + namespace + "/" + name
		if namespace == "dhi" {
			whole = "dhi.io/" + name
		}
		for _, form := range forms.Of(s) {
			for _, c := range []byte(form.Text) {
				if c < ' ' || c > '~' {
					t.Fatalf("%s: %q", form.Letter, form.Text)
				}
			}
			roundTrip(t, form, s.Repository, whole, tag, now)
		}
	})
}

func roundTrip(t *testing.T, form forms.Form, r hub.RepositoryName, whole, tag, now string) {
	t.Helper()
	last := strings.Trim(form.Text[strings.LastIndexByte(form.Text, ' ')+1:], `"`)
	if link, ok := strings.CutPrefix(form.Text, "["); ok {
		last, _, _ = strings.Cut(link, "]")
	}
	switch form.Letter {
	case forms.Familiar, forms.Canonical, forms.Pull, forms.PullForPlatform, forms.From, forms.Compose, forms.Kubernetes, forms.Markdown:
		readsAs(t, last, whole+":"+tag)
	case forms.Pinned:
		readsAs(t, last, whole+":"+tag+"@"+ones.String())
	case forms.PinnedNow, forms.PinnedFrom, forms.PinnedCompose, forms.PinnedKubernetes, forms.PinnedPull, forms.PinnedMarkdown:
		readsAs(t, last, whole+":"+now+"@"+ones.String())
	case forms.PlatformDigest:
		readsAs(t, last, whole+"@"+threes.String())
	case forms.JSON:
		if !json.Valid([]byte(form.Text)) {
			t.Fatalf("%q is no JSON", form.Text)
		}
	default:
		back, err := hub.ParseReference(form.Text)
		if err != nil || back.Repository != r {
			t.Fatalf("%q reads back as %v, %v", form.Text, back, err)
		}
	}
}

func readsAs(t *testing.T, text, want string) {
	t.Helper()
	named, err := reference.ParseNormalizedNamed(text)
	if err != nil || named.String() != want {
		t.Fatalf("%q reads back as %v, %v; want %q", text, named, err, want)
	}
}

func BenchmarkOf(b *testing.B) {
	s := nginx()
	b.ReportAllocs()
	for b.Loop() {
		if n := len(forms.Of(s)); n != 19 {
			b.Fatal(n)
		}
	}
}

func BenchmarkText(b *testing.B) {
	s := nginx()
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := forms.Text(s, forms.PinnedNow); !ok {
			b.Fatal("no pin")
		}
	}
}
