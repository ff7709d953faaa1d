package name

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// tool finds the image in the words of a command, without the first. With an error it gives the
// image, too, when there was one.
type tool func(words []string) (image string, err error)

// toolOf is how a program's commands are read; nil where they are not. What is not known to be an
// option without a value makes a command unreadable: the word after it may be the image, or not.
func toolOf(program string) tool {
	switch base(program) {
	case "docker", "podman", "nerdctl", "finch", "buildah":
		return engine
	case "lima", "microk8s", "minikube", "k3s":
		return within
	case "kubectl", "oc":
		return kubernetes
	case "helm":
		return helm
	case "crane", "gcrane", "skopeo", "crictl", "oras", "cosign", "trivy":
		return verbs(1)
	case "regctl", "ctr":
		return verbs(2)
	case "grype", "syft", "dive":
		return verbs(0)
	}
	return nil
}

// base is the program's name in a path.
func base(word string) string {
	return strings.TrimSuffix(
		strings.ToLower(path.Base(strings.ReplaceAll(word, `\`, "/"))), ".exe",
	)
}

func within(words []string) (string, error) {
	if len(words) > 0 {
		if inner := toolOf(words[0]); inner != nil {
			return inner(words[1:])
		}
	}
	return "", errWords
}

// options makes a set of those that stand alone, and of those with a value: long, or long/short.
func options(alone, valued string) *pflag.FlagSet {
	set := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	for word := range strings.FieldsSeq(alone) {
		long, short, _ := strings.Cut(word, "/")
		set.BoolP(long, short, false, "")
	}
	for word := range strings.FieldsSeq(valued) {
		long, short, _ := strings.Cut(word, "/")
		set.StringArrayP(long, short, nil, "")
	}
	return set
}

// without takes the options away.
func without(set *pflag.FlagSet, words []string) ([]string, error) {
	if err := set.Parse(words); err != nil {
		return nil, fmt.Errorf(
			"which word is the image cannot be told (%w): paste the reference alone", err,
		)
	}
	return set.Args(), nil
}

// engine reads commands of docker and of those that do as it does.
func engine(words []string) (string, error) {
	set := options(engineAlone, engineValued)
	set.SetInterspersed(false)
	words, err := without(set, words)
	if err != nil {
		return "", err
	}
	for n := min(3, len(words)); n > 0; n-- {
		verb := strings.ToLower(strings.Join(words[:n], " "))
		switch {
		case slices.Contains(running, verb):
			set = options(runAlone, runValued)
			set.SetInterspersed(false)
			if words, err = without(set, words[n:]); err != nil {
				return "", err
			}
			return first(words)
		case slices.Contains(naming, verb):
			return named(verb, words[n:])
		}
	}
	return "", errWords
}

// named reads a command of one image. What docker inspect is given may be a container.
func named(verb string, words []string) (string, error) {
	set := options(nameAlone, nameValued)
	if strings.Contains(verb, "rm") || strings.HasSuffix(verb, "remove") {
		set = options("force/f no-prune", "platform")
	}
	words, err := without(set, words)
	if err != nil {
		return "", err
	}
	image, err := only(words)
	if err == nil && verb == "inspect" && !strings.ContainsAny(image, "/:@") {
		return "", errContainer
	}
	return image, err
}

func first(words []string) (string, error) {
	if len(words) == 0 {
		return "", errNoImage
	}
	return words[0], nil
}

func only(words []string) (string, error) {
	if len(words) > 1 {
		return words[0], errSeveral
	}
	return first(words)
}

// verbs reads a command of so many verbs and one image.
func verbs(n int) tool {
	return func(words []string) (string, error) {
		words, err := without(options(nameAlone, nameValued), words)
		switch {
		case err != nil:
			return "", err
		case len(words) < n:
			return "", errNoImage
		}
		return only(words[n:])
	}
}

// kubernetes reads --image=… of run, create and debug, and container=image of set image.
func kubernetes(words []string) (string, error) {
	images := []string{}
	isSet := strings.Contains(strings.Join(words, " ")+" ", "set image ")
	for i, word := range words {
		key, value, assigned := strings.Cut(word, "=")
		switch {
		case word == "--":
			return only(images)
		case word == "--image" && i+1 < len(words):
			images = append(images, words[i+1])
		case key == "--image", isSet && assigned && !strings.HasPrefix(key, "-"):
			images = append(images, value)
		}
	}
	return only(images)
}

var chartValue = lazily(
	`^(?:([\w.-]*)\.)?(registry|repository|image|tag|version|digest)=(.+)$`,
)

// helm reads a chart in a registry, with its version, which is its tag, or the values of an image.
func helm(words []string) (string, error) {
	chart, version, of, said := "", "", "", map[string]string{}
	for i, word := range words {
		key, value, assigned := strings.Cut(word, "=")
		switch {
		case strings.HasPrefix(strings.ToLower(word), "oci://"):
			if chart != "" {
				return chart, errSeveral
			}
			chart = word
		case key == "--version" && assigned:
			version = value
		case word == "--version" && i+1 < len(words):
			version = words[i+1]
		}
		for pair := range strings.SplitSeq(
			strings.TrimPrefix(strings.TrimPrefix(word, "--set="), "--set-string="), ",",
		) {
			found := chartValue().FindStringSubmatch(pair)
			switch {
			case found == nil:
			case said[found[2]] != "" || len(said) > 0 && found[1] != of:
				return found[3], errSeveral // of two images
			default:
				of, said[found[2]] = found[1], found[3]
			}
		}
	}
	switch {
	case chart != "" && version != "":
		// Helm's way to write a version as a tag
		return chart + ":" + strings.ReplaceAll(version, "+", "_"), nil
	case chart != "":
		return chart, nil
	}
	image := said["repository"]
	if image == "" || said["image"] != "" {
		return said["image"], errNoImage
	}
	return joined(
		said["registry"], image, cmp.Or(said["tag"], said["version"]), said["digest"],
	), nil
}

// joined writes the parts of a reference that are there as one.
func joined(registry, image, tag, digest string) string {
	if registry != "" {
		image = registry + "/" + image
	}
	if tag != "" {
		image += ":" + tag
	}
	if digest != "" {
		image += "@" + digest
	}
	return image
}
