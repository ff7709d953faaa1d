package fakehub

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Media types of what most tags point at.
const (
	MediaIndex = "application/vnd.oci.image.index.v1+json"
	MediaImage = "application/vnd.docker.container.image.v1+json"
)

// A Shape is how a tag's images are sent.
type Shape uint8

// The shapes of "images": an array (maybe an empty one), null, or not there at all.
const (
	ImagesArray Shape = iota
	ImagesNull
	ImagesMissing
)

// A Tag is a movable name. Zero times are sent as null, an empty digest, media type or content type
// is left out.
type Tag struct {
	ID          int64 // 0: given by the world
	Name        string
	Digest      string // of the index, or of the manifest when there is one platform only
	Images      []Image
	Shape       Shape
	FullSize    int64 // compressed bytes; 0: of linux/amd64, else of the first image
	Updated     time.Time
	Pulled      time.Time
	UpdatedBy   string
	Inactive    bool
	MediaType   string
	ContentType string
}

// An Image is one platform of a tag. OS and Architecture "unknown" make an attestation.
type Image struct {
	OS, Architecture, Variant, OSVersion string // "" of the last two is null
	Digest                               string // "" is null
	Size                                 int64  // compressed bytes
	Inactive                             bool
	Pushed, Pulled                       time.Time // zero is null
	Layers                               []Layer   // nil: generated from Stack, Digest and Size
	// Stack are words that name shared layers, the base first: "debian:12", "nginx 1.27".
	Stack     []string
	Layerless bool // the images route sends no "layers"
}

// A Layer is a step of an image's history; Digest "" for a step that made no layer.
type Layer struct {
	Digest      string `json:"digest,omitempty"`
	Size        int64  `json:"size"`
	Instruction string `json:"instruction"`
}

type imageJSON struct {
	Architecture string   `json:"architecture"`
	Features     *string  `json:"features"`
	Variant      *string  `json:"variant"`
	Digest       *string  `json:"digest"`
	Layers       *[]Layer `json:"layers,omitempty"`
	OS           string   `json:"os"`
	OSFeatures   *string  `json:"os_features"`
	OSVersion    *string  `json:"os_version"`
	Size         int64    `json:"size"`
	Status       string   `json:"status"`
	LastPulled   stamp    `json:"last_pulled"`
	LastPushed   stamp    `json:"last_pushed"`
}

type tagJSON struct {
	Creator             int64  `json:"creator"`
	ID                  int64  `json:"id"`
	Images              any    `json:"images,omitempty"`
	LastUpdated         stamp  `json:"last_updated"`
	LastUpdater         int64  `json:"last_updater"`
	LastUpdaterUsername string `json:"last_updater_username"`
	Name                string `json:"name"`
	Repository          int64  `json:"repository"`
	FullSize            int64  `json:"full_size"`
	V2                  bool   `json:"v2"`
	TagStatus           string `json:"tag_status"`
	TagLastPulled       stamp  `json:"tag_last_pulled"`
	TagLastPushed       stamp  `json:"tag_last_pushed"`
	MediaType           string `json:"media_type,omitempty"`
	ContentType         string `json:"content_type,omitempty"`
	Digest              string `json:"digest,omitempty"`
}

func (t *Tag) fullSize() int64 {
	if t.FullSize != 0 || len(t.Images) == 0 {
		return t.FullSize
	}
	for _, i := range t.Images {
		if i.OS == "linux" && i.Architecture == "amd64" {
			return i.Size
		}
	}
	return t.Images[0].Size
}

func (t *Tag) wire(repository int64) tagJSON {
	person := number(t.UpdatedBy)
	j := tagJSON{
		Creator: person, ID: t.ID, LastUpdated: micro(t.Updated), LastUpdater: person,
		LastUpdaterUsername: t.UpdatedBy, Name: t.Name, Repository: repository,
		FullSize: t.fullSize(), V2: true, TagStatus: status(t.Inactive),
		TagLastPulled: nano(t.Pulled), TagLastPushed: micro(t.Updated), MediaType: t.MediaType,
		ContentType: t.ContentType, Digest: t.Digest,
	}
	switch t.Shape {
	case ImagesArray:
		empty := ""
		images := make([]imageJSON, len(t.Images))
		for i := range t.Images {
			images[i] = t.Images[i].wire()
			images[i].Features, images[i].OSFeatures = &empty, &empty
		}
		j.Images = images
	case ImagesNull:
		j.Images = (*int)(nil)
	case ImagesMissing:
	}
	return j
}

func (i *Image) wire() imageJSON {
	return imageJSON{
		Architecture: i.Architecture, Variant: nullable(i.Variant), Digest: nullable(i.Digest),
		OS: i.OS, OSVersion: nullable(i.OSVersion), Size: i.Size, Status: status(i.Inactive),
		LastPulled: nano(i.Pulled),
		LastPushed: nano(i.Pushed),
	}
}

// tagRows lists a repository's tags as a principal sees them; ok is false where there is nothing to
// see.
func (w *World) tagRows(
	p *principal, repository, ordering, name string,
) (rows []*Tag, id int64, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.repo(repository)
	if s == nil || !w.sees(p, &s.Repository) {
		return nil, 0, false
	}
	w.filled(repository)
	switch ordering {
	case "name":
		rows = reversed(s.byName())
	case "-name":
		rows = s.byName()
	case "-last_updated":
		rows = reversed(s.byDate())
	default:
		rows = s.byDate()
	}
	if name == "" {
		return rows, s.id, true
	}
	var found []*Tag
	for _, t := range rows {
		if strings.Contains(t.Name, name) {
			found = append(found, t)
		}
	}
	return found, s.id, true
}

func reversed(rows []*Tag) []*Tag {
	turned := slices.Clone(rows)
	slices.Reverse(turned)
	return turned
}

func (x *exchange) tags() {
	query := x.r.URL.Query()
	rows, id, ok := x.hub.world.tagRows(x.principal, x.value["ns"]+"/"+x.value["repo"],
		query.Get("ordering"), query.Get("name"))
	if !ok || (x.r.Method == http.MethodHead && len(rows) == 0) {
		x.errorObject(404, "object not found", nil)
		return
	}
	servePage(x, rows, x.hub.options.TagDepth, func(t *Tag) any { return t.wire(id) })
}

// tag finds a tag as a principal sees it; seen is false when the repository itself is not in sight.
func (w *World) tag(p *principal, repository, name string) (t *Tag, id int64, seen bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := w.repo(repository)
	if s == nil || !w.sees(p, &s.Repository) {
		return nil, 0, false
	}
	return w.filled(repository).tags[name], s.id, true
}

// find answers 404 itself when there is no such tag in sight.
func (x *exchange) find() (t *Tag, repository int64) {
	namespace, name, tag := x.value["ns"], x.value["repo"], x.value["tag"]
	t, repository, seen := x.hub.world.tag(x.principal, namespace+"/"+name, tag)
	switch {
	case !seen:
		x.errorObject(404, "object not found", nil)
	case t == nil:
		x.errorObject(404, "httperror 404: tag '"+tag+"' not found",
			map[string]any{"namespace": namespace, "repository": name, "tag": tag})
	}
	return t, repository
}

func (x *exchange) tag() {
	if t, id := x.find(); t != nil {
		x.json(200, t.wire(id))
	}
}

func (x *exchange) deleteTag() {
	if x.principal == nil {
		x.unauthorized()
		return
	}
	w := x.hub.world
	w.mu.Lock()
	_, admin := w.rights(x.principal, x.value["ns"])
	w.mu.Unlock()
	if t, _ := x.find(); t == nil {
		return
	}
	if !admin {
		x.errorObject(403, "access to the resource is forbidden", nil)
		return
	}
	w.Delete(x.value["ns"]+"/"+x.value["repo"], x.value["tag"])
	x.w.WriteHeader(204)
}

// images answers with a bare array, base layer first; sorted only so that two answers are alike.
func (x *exchange) images() {
	t, _ := x.find()
	if t == nil {
		return
	}
	images := make([]imageJSON, 0, len(t.Images))
	for n := range t.Images {
		i := &t.Images[n]
		j := i.wire()
		if !i.Layerless {
			layers := i.layers()
			j.Layers = &layers
		}
		images = append(images, j)
	}
	slices.SortStableFunc(images, func(a, b imageJSON) int { return cmp.Compare(a.OS, b.OS) })
	x.json(200, images)
}
