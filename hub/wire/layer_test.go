package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tagboat/hub/hubtest/answers"
	"tagboat/hub/name"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func readLayers(body string) ([]ImageLayers, bool, error) {
	images, err := ReadLayers([]byte(body))
	if errors.Is(err, errNoObject) {
		return nil, false, nil
	}
	return images, err == nil, err
}

func TestLayersAreReadAsTheHubSendsThem(t *testing.T) {
	body := answers.Own(t, "tag_images__museum.json")
	images, good, err := readLayers(string(body))
	require.NoError(t, err)
	require.True(t, good)
	require.Len(t, images, 1)
	i := images[0]
	assert.Equal(t, "linux/amd64", i.Platform.String())
	assert.Equal(t, "333333333333", i.Digest.Short())
	assert.Equal(t, "inactive", i.Status.String())
	assert.Equal(t, 2021, i.Pushed.Time().Year())
	assert.Equal(t, 2022, i.Pulled.Time().Year())
	require.Len(t, i.Layers, 2)
	assert.Equal(t, i.Size, i.Layers[0].Size)
	assert.Equal(t, "666666666666", i.Layers[0].Digest.Short())
	assert.Equal(t, "ADD file:8ec6... in / ", strings.Replace(i.Layers[0].Instruction, "8ec6 ", "8ec6... ", 1), "the full text stays")
	assert.True(t, i.Layers[1].IsEmpty())
	assert.Equal(t, ` CMD ["/bin/sh"]`, i.Layers[1].Instruction)
	assert.Equal(t, `CMD ["/bin/sh"]`, i.Layers[1].Step())
}

func TestPlatformsOfLayersStandInTheOrderOfATagsImages(t *testing.T) {
	images, _, err := readLayers(`[{"os":"unknown","architecture":"unknown"},{"os":"windows","architecture":"amd64"},
		{"os":"linux","architecture":"arm64"},{"os":"linux","architecture":"amd64"}]`)
	require.NoError(t, err)
	var order []string
	for _, i := range images {
		order = append(order, i.Platform.Short())
	}
	assert.Equal(t, []string{"amd64", "arm64", "windows/amd64", "unknown/unknown"}, order)
}

func TestLayersThatAreNotThereAreUnknownAndAnEmptyListIsEmpty(t *testing.T) {
	const d = `"sha256:3333333333333333333333333333333333333333333333333333333333333333"`
	step := `{"digest":` + d + `,"size":5,"instruction":"RUN x"}`
	for name, c := range map[string]struct {
		list string
		want []Layer
	}{
		"missing":            {`"size":1`, nil},
		"null":               {`"layers":null`, nil},
		"a word":             {`"layers":"none"`, nil},
		"an object":          {`"layers":{}`, nil},
		"with a null":        {`"layers":[` + step + `,null]`, nil},
		"with a number":      {`"layers":[7,` + step + `]`, nil},
		"too long":           {`"layers":[` + strings.Repeat(step+",", maxLayers) + step + `]`, nil},
		"empty":              {`"layers":[]`, []Layer{}},
		"null fields":        {`"layers":[{"digest":null,"size":null,"instruction":null,"created":{"by":[1]}}]`, []Layer{{}}},
		"another algorithm":  {`"layers":[{"digest":"sha512:33","size":5}]`, []Layer{{Size: 5}}},
		"a negative size":    {`"layers":[{"size":-5,"instruction":"ENV"}]`, []Layer{{Instruction: "ENV"}}},
		"words for numbers":  {`"layers":[{"size":"five","instruction":["a"]}]`, []Layer{{}}},
		"a list named twice": {`"layers":null,"layers":[]`, []Layer{}},
	} {
		t.Run(name, func(t *testing.T) {
			images, good, err := readLayers(`[{"os":"linux","architecture":"amd64",` + c.list + `},null,3]`)
			require.NoError(t, err)
			require.True(t, good)
			require.Len(t, images, 1)
			assert.Equal(t, c.want, images[0].Layers)
		})
	}
}

func TestAnAnswerThatIsNoListOfImagesIsAnError(t *testing.T) {
	for _, body := range []string{`{}`, `{"results":[]}`, `"x"`, `7`, `true`} {
		_, good, err := readLayers(body)
		assert.False(t, good && err == nil, body)
	}
	for _, body := range []string{``, `[`, `[{"layers":[`, `[]]`, `[{}`, strings.Repeat(`[`, 100_000), `[` + strings.Repeat(`{},`, MaxImages) + `{}]`} {
		_, _, err := readLayers(body)
		assert.Error(t, err, "%.40s", body)
	}
	for _, body := range []string{`null`, `[]`} {
		images, good, err := readLayers(body)
		require.NoError(t, err)
		assert.True(t, good)
		assert.Empty(t, images)
	}
}

func TestALongInstructionIsCut(t *testing.T) {
	images, _, err := readLayers(`[{"layers":[{"instruction":"` + strings.Repeat("é", MaxInstruction) + `"}]}]`)
	require.NoError(t, err)
	assert.Len(t, images[0].Layers[0].Instruction, MaxInstruction)
}

func TestOnlyALayerWithDigestAndSizeIsKnown(t *testing.T) {
	d, err := name.ParseDigest("sha256:" + strings.Repeat("3", 64))
	require.NoError(t, err)
	assert.True(t, Layer{Digest: d, Size: 5}.IsKnown())
	assert.True(t, Layer{Instruction: "ENV a=b"}.IsKnown())
	assert.False(t, Layer{Digest: d}.IsKnown(), "a size that was not sent is not zero")
	assert.False(t, Layer{Size: 5}.IsKnown())
	assert.False(t, Layer{Digest: d}.IsEmpty())
	assert.False(t, Layer{Size: 5}.IsEmpty())
}

func TestAStepReadsAsInADockerfile(t *testing.T) {
	for instruction, want := range map[string]string{
		` CMD ["/bin/sh"]`:                                     `CMD ["/bin/sh"]`,
		`/bin/sh -c #(nop)  CMD ["nginx" "-g"]`:                `CMD ["nginx" "-g"]`,
		`/bin/sh -c #(nop) ADD file:8ec6 in / `:                `ADD file:8ec6 in /`,
		`#(nop)  ENV A=b`:                                      `ENV A=b`,
		`cmd /S /C #(nop)  ENV A=b`:                            `ENV A=b`,
		`/bin/sh -c set -eux;    apt-get update; 	rm -rf /var`: `RUN set -eux; apt-get update; rm -rf /var`,
		`RUN /bin/sh -c set -eux # buildkit`:                   `RUN set -eux`,
		"RUN /bin/sh -c set -x;\n\techo # buildkit ":           `RUN set -x; echo`,
		`RUN set -eux`:                                         `RUN set -eux`,
		`|2 A=1 B=two words /bin/sh -c make`:                   `RUN make`,
		`RUN |1 A=1 /bin/sh -c make # buildkit`:                `RUN make`,
		`RUN |1 A=1 /bin/zsh -c make # buildkit`:               `RUN |1 A=1 /bin/zsh -c make`,
		`RUN /bin/bash -c source x # buildkit`:                 `RUN source x`,
		`RUN cmd /S /C dir # buildkit`:                         `RUN dir`,
		`RUN /bin/sh -c #(nop) is only a comment here`:         `RUN #(nop) is only a comment here`,
		`COPY docker-entrypoint.sh / # buildkit`:               `COPY docker-entrypoint.sh /`,
		`HEALTHCHECK &{["CMD-SHELL" "/bin/sh -c x"]}`:          `HEALTHCHECK &{["CMD-SHELL" "/bin/sh -c x"]}`,
		`/bin/sh -cx`:    `/bin/sh -cx`,
		`RUNNING`:        `RUNNING`,
		`RUN`:            `RUN`,
		`RUN /bin/sh -c`: `RUN`,
		`# debian.sh --arch 'amd64' out/ 'bookworm'`: `# debian.sh --arch 'amd64' out/ 'bookworm'`,
		`# buildkit`:                          ``,
		"  \t\n":                              ``,
		``:                                    ``,
		`ENTRYPOINT ["/bin/sh" "-c"]`:         `ENTRYPOINT ["/bin/sh" "-c"]`,
		`/bin/sh -c echo "see |3 /bin/sh -c"`: `RUN echo "see |3 /bin/sh -c"`,
		`powershell Expand-Archive a.zip`:     `powershell Expand-Archive a.zip`,
		`Apply image 10.0`:                    `Apply image 10.0`,
		`RUN /bin/sh -c apk add --no-cache tzdata && true # buildkit  `: `RUN apk add --no-cache tzdata && true`,
	} {
		assert.Equal(t, want, Layer{Instruction: instruction}.Step(), "%q", instruction)
	}
}

func FuzzLayers(f *testing.F) {
	answers.Seed(f)
	f.Add([]byte(`[{"layers":[{"digest":1,"size":"x","instruction":"\ud800 RUN  |1 /bin/sh -c #(nop)"},{}]},{"layers":[null]}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		images, good, err := readLayers(string(body))
		if len(images) > MaxImages || err == nil && !good && images != nil {
			t.Fatal("images without bound, or of a bad answer")
		}
		for _, i := range images {
			if len(i.Layers) > maxLayers || i.Size < 0 {
				t.Fatal("layers without bound")
			}
			for _, l := range i.Layers {
				if l.Size < 0 || len(l.Instruction) > 3*MaxInstruction {
					t.Fatal("an unclean layer")
				}
			}
		}
		step := Layer{Instruction: string(body)}.Step()
		if step != strings.Join(strings.Fields(step), " ") || len(step) > len(body)+len("RUN ") {
			t.Fatalf("%q is not one clean line", step)
		}
	})
}

func BenchmarkLayers(b *testing.B) {
	var images []any
	for p := range 10 {
		var layers []any
		for n := range 40 {
			layers = append(layers, map[string]any{"digest": fmt.Sprintf("sha256:%064x", p*100+n), "size": 1 + n, "instruction": "RUN /bin/sh -c " + strings.Repeat("apt-get install; ", 12)})
		}
		images = append(images, map[string]any{"os": "linux", "architecture": fmt.Sprint("a", p), "layers": layers})
	}
	body, err := json.Marshal(images)
	require.NoError(b, err)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if images, err := ReadLayers(body); err != nil || len(images) != 10 {
			b.Fatal(err)
		}
	}
}
