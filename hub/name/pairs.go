package name

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// readPairs reads a line of YAML or of JSON, and what docker prints in this way: keys, and what is
// said of an image under them. repository, tag and digest stand side by side in values of Helm.
func readPairs(words []string) (Pasted, error) {
	first, last := strings.ToLower(words[0]), len(words)-1
	switch {
	case first == "digest:":
		return readWord(words[1])
	// Status: Downloaded newer image for acme/api:main
	case first == "status:" && last > 1 && words[last-1] == "for":
		return certain(words[last])
	case last == 3 && words[1] == "Pulling" && words[2] == "from": // main: Pulling from acme/api
		return certain(words[last] + ":" + strings.TrimSuffix(words[0], ":"))
	}
	said := map[string]string{}
	for rest := words; len(rest) > 0; {
		key := strings.ToLower(strings.Trim(rest[0], `{},[]"':`))
		if strings.HasPrefix(rest[0], "#") {
			break
		}
		switch {
		case strings.Trim(rest[0], "}],") == "":
			rest = rest[1:]
			continue
		case !strings.HasSuffix(rest[0], ":"), len(rest) == 1:
			return Pasted{}, errWords
		case strings.HasPrefix(rest[1], "{"):
			rest = append([]string{strings.TrimPrefix(rest[1], "{")}, rest[2:]...)
			if rest[0] == "" {
				rest = rest[1:]
			}
			continue
		}
		value := strings.TrimRight(rest[1], ",")
		if strings.HasPrefix(value, "*") {
			return Pasted{Certain: true}, fmt.Errorf(
				"what %s stands for is not known here: write the name itself", value,
			)
		}
		for strings.HasSuffix(value, "}") && strings.Count(value, "{") < strings.Count(value, "}") {
			value = strings.TrimSuffix(value, "}")
		}
		if _, twice := said[key]; twice {
			return Pasted{Certain: true}, errSeveral
		}
		said[key], rest = value, rest[2:]
	}
	return readSaid(said)
}

// readSaid makes a reference of what is said under the keys that images have.
func readSaid(said map[string]string) (Pasted, error) {
	for key, value := range said {
		if value == "null" || value == "~" { // as YAML writes nothing
			said[key] = ""
		}
	}
	image := ""
	for _, key := range slices.Sorted(maps.Keys(said)) {
		switch value := said[key]; {
		case isImageKey(key) || key == "repository":
			if image != "" {
				return Pasted{Certain: true}, errSeveral
			}
			image = value
		case !slices.Contains([]string{"tag", "digest", "registry", "pullpolicy", "name"}, key):
			return Pasted{}, errWords
		}
	}
	tag, digest := said["tag"], said["digest"]
	switch {
	case image == "" && (tag != "" || digest != ""):
		return Pasted{Certain: true}, errTagOnly
	case image == "":
		return Pasted{}, errNoImage
	}
	return certain(joined(said["registry"], image, tag, digest))
}
