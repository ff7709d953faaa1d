package sheet

import (
	"strings"

	"tagboat/hub/clean"
	"tagboat/hub/export"
)

// mirrors are the formats that another program copies images by. Both name Docker Hub's registry.
var mirrors = map[string]func() export.Sheet[export.TagRow]{
	"skopeo":  func() export.Sheet[export.TagRow] { return &skopeo{tags: map[string][]string{}} },
	"regsync": func() export.Sheet[export.TagRow] { return regsync{} },
}

// IsMirror reports whether a format is one that another program copies images of Docker Hub by.
func IsMirror(format string) bool { return mirrors[strings.ToLower(format)] != nil }

// MirrorsAllowed says what else a list of tags may be written as.
const MirrorsAllowed = "skopeo (for skopeo sync --src yaml), regsync (for regsync once)"

func mirrored(a Asked) (export.Form[export.TagRow], error) {
	switch {
	case a.Columns != "":
		return export.Form[export.TagRow]{}, wrong("what " + a.Format + " reads has no columns: leave --columns out")
	case a.Lines:
		return export.Form[export.TagRow]{}, wrong(
			"a run that can be resumed writes lines: choose text, jsonl, csv, tsv or a template",
		)
	}
	return export.Form[export.TagRow]{
		Sheet: mirrors[strings.ToLower(a.Format)](), Format: a.Format, NamesOnly: true,
	}, nil
}

// skopeo is the file that "skopeo sync --src yaml" reads: of each repository its tags or, where
// references are pinned, digests. A repository stands in it once, so the names wait until the end.
// One without any would be copied whole, and is left out.
type skopeo struct {
	repositories []string
	tags         map[string][]string
}

func (*skopeo) Head(dst []byte) []byte { return dst }

func (s *skopeo) Append(dst []byte, rows []export.TagRow) ([]byte, error) {
	for i := range rows {
		r := &rows[i]
		name := r.Repository.String()
		if s.tags[name] == nil {
			s.repositories = append(s.repositories, name)
		}
		_, tag, _ := strings.Cut(r.Reference(), ":")
		if _, digest, isPinned := strings.Cut(tag, "@"); isPinned {
			tag = digest
		}
		s.tags[name] = append(s.tags[name], tag)
	}
	return dst, nil
}

func (s *skopeo) Foot(dst []byte) []byte {
	dst = append(dst, "docker.io:\n  images:"...)
	if len(s.repositories) == 0 {
		dst = append(dst, " {}"...)
	}
	for _, name := range s.repositories {
		dst = append(append(append(dst, "\n    "...), name...), ':')
		for _, tag := range s.tags[name] {
			dst = clean.AppendJSON(append(dst, "\n      - "...), tag)
		}
	}
	return append(dst, '\n')
}

// regsync is regclient's file: a step for each image. Where to copy to is in the environment, as
// MIRROR, when it runs.
type regsync struct{}

func (regsync) Head(dst []byte) []byte { return append(dst, "version: 1\nsync:\n"...) }

func (regsync) Append(dst []byte, rows []export.TagRow) ([]byte, error) {
	for i := range rows {
		r := &rows[i]
		name := r.Repository.String()
		_, suffix, _ := strings.Cut(r.Reference(), ":")
		target := `{{env "MIRROR"}}/` + name + ":" + r.Tag.Name
		dst = clean.AppendJSON(append(dst, "  - source: "...), "docker.io/"+name+":"+suffix)
		dst = clean.AppendJSON(append(dst, "\n    target: "...), target)
		dst = append(dst, "\n    type: image\n"...)
	}
	return dst, nil
}

func (regsync) Foot(dst []byte) []byte { return dst }
