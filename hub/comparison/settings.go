package comparison

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"tagboat/hub"
)

// Setting is one thing about how containers of an image run that differs between two images. A side
// that does not set it is empty.
type Setting struct {
	Name     string // "CMD", "ENTRYPOINT", "USER", "EXPOSE", or "ENV" and the variable
	Old, New string // foreign text
}

// assignment begins a variable of an ENV instruction.
var assignment = regexp.MustCompile(`(^| )([A-Za-z_][A-Za-z0-9_.]*)=`)

// settings are what the steps of an image set, the last word of each.
func settings(layers []hub.Layer) map[string]string {
	set := map[string]string{}
	for _, l := range layers {
		word, rest, _ := strings.Cut(l.Step(), " ")
		switch rest = strings.TrimSpace(rest); word {
		case "CMD", "ENTRYPOINT", "USER":
			set[word] = rest
		case "EXPOSE":
			set[word] = strings.TrimSpace(set[word] + " " + ports.Replace(rest))
		case "ENV":
			environment(set, rest)
		}
	}
	return set
}

// ports writes what the classic builder has for a set of ports as words.
var ports = strings.NewReplacer("map[", "", "]", "", ":{}", "")

// environment notes the variables of one instruction: NAME=value, several of them, or NAME value.
func environment(set map[string]string, rest string) {
	found := assignment.FindAllStringSubmatchIndex(rest, -1)
	if len(found) == 0 || found[0][0] != 0 {
		if name, value, ok := strings.Cut(rest, " "); ok {
			set["ENV "+name] = value
		}
		return
	}
	for i, at := range found {
		end := len(rest)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		set["ENV "+rest[at[4]:at[5]]] = strings.Trim(rest[at[1]:end], `" `)
	}
}

// differing are the settings that two images do not share, as far as the Hub tells how they were
// built.
func differing(old, updated *hub.ImageLayers) []Setting {
	if old.Layers == nil || updated.Layers == nil {
		return nil
	}
	before, after := settings(old.Layers), settings(updated.Layers)
	names := maps.Clone(before)
	maps.Copy(names, after)
	var all []Setting
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if before[name] != after[name] {
			all = append(all, Setting{Name: name, Old: before[name], New: after[name]})
		}
	}
	return all
}

// Net is by how many compressed bytes the new image is larger; false where that is not known.
func (d *Diff) Net() (bytes int64, known bool) {
	return d.Download - d.Dropped, d.Known && d.Side == Both
}
