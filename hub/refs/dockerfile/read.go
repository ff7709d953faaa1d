package dockerfile

import (
	"bytes"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"

	"tagboat/hub/name"
	"tagboat/hub/refs/source"
	"tagboat/hub/refs/variables"
)

const nothing = "scratch" // FROM scratch begins with no image

// reader goes through the instructions of one file.
type reader struct {
	content []byte
	lines   []int
	escape  byte
	lexer   *shell.Lex

	arguments map[string]variables.Value // the global ARGs that have a value
	stages    map[string]bool
	count     int    // of stages
	made      int    // bytes that words became
	stage     string // the one that is read, for people
	found     source.Findings
}

// Read finds the references of a Dockerfile. Offsets are those of the content, which has no byte
// order mark.
func Read(content []byte) source.Findings {
	r := reader{
		content:   content,
		lines:     linesOf(content),
		arguments: map[string]variables.Value{},
		stages:    map[string]bool{},
	}
	r.syntax()
	parsed, err := parser.Parse(bytes.NewReader(content))
	if err != nil {
		r.found.Lose(r.offsetOf(err), "not a Dockerfile that BuildKit reads: "+plain(err))
		return r.found
	}
	r.escape = byte(parsed.EscapeToken)
	r.lexer = shell.NewLex(parsed.EscapeToken)
	for _, node := range parsed.AST.Children {
		r.read(join(content, r.lines, node, r.escape))
	}
	return r.found
}

// read reads one instruction, and what ONBUILD keeps for later.
func (r *reader) read(in instruction) {
	words := in.words()
	for len(words) > 1 && strings.EqualFold(in.slice(words[0]), "ONBUILD") {
		words = words[1:]
	}
	if len(words) < 2 {
		return
	}
	rest := words[1:]
	switch strings.ToUpper(in.slice(words[0])) {
	case "ARG":
		if r.count == 0 {
			r.argument(in)
		}
	case "FROM":
		r.from(in, rest)
	case "COPY":
		r.copy(in, rest)
	case "RUN":
		r.mounts(in, rest)
	}
}

// from reads FROM [--platform=…] image [AS stage].
func (r *reader) from(in instruction, words []word) {
	var platform source.Part
	for len(words) > 0 && strings.HasPrefix(in.slice(words[0]), "--") {
		if value, ok := strings.CutPrefix(in.slice(words[0]), "--platform="); ok {
			platform = source.Part{Text: value, Offset: in.at[words[0].from]}
		}
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	image := words[0]
	r.stage = "stage " + strconv.Itoa(r.count)
	if len(words) == 3 && strings.EqualFold(in.slice(words[1]), "AS") {
		r.stage = "stage " + in.slice(words[2])
		defer func() { r.stages[strings.ToLower(in.slice(words[2]))] = true }()
	}
	r.count++
	found := r.expand(in.part(image))
	if found.Offset = in.at[image.from]; r.isStage(found.Text) || r.mayBeStage(found) {
		return
	}
	found.Platform = r.platform(platform)
	found.Context = r.stage
	r.found.Add(found)
}

func (r *reader) isStage(text string) bool {
	return text == nothing || r.stages[strings.ToLower(text)]
}

// mayBeStage reports whether a text with a variable that only a build knows is like the name of a
// stage, as in FROM build-$TARGETOS.
func (r *reader) mayBeStage(found source.Found) bool {
	pattern := variable().ReplaceAllLiteralString(strings.ToLower(found.Text), "*")
	if found.Reason == "" || strings.Trim(pattern, "*-_.") == "" {
		return false
	}
	for stage := range r.stages {
		if ok, err := path.Match(pattern, stage); ok && err == nil {
			return true
		}
	}
	return false
}

var variable = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\$\{[^{}]*\}|\$\w+`)
})

// platform is the one that is asked for; BUILDPLATFORM and TARGETPLATFORM ask for none.
func (r *reader) platform(asked source.Part) name.Platform {
	for _, automatic := range []string{"BUILDPLATFORM", "TARGETPLATFORM"} {
		if asked.Text == "" || asked.Text == "$"+automatic || asked.Text == "${"+automatic+"}" {
			return name.Platform{}
		}
	}
	found := r.expand(asked)
	platform, err := name.ParsePlatform(found.Text)
	if found.Reason != "" || err != nil {
		r.found.Tell(asked.Offset, "the platform "+asked.Text+" is not known, and any will do")
		return name.Platform{}
	}
	return platform
}

// copy reads COPY --from=image.
func (r *reader) copy(in instruction, words []word) {
	for _, w := range words {
		if !strings.HasPrefix(in.slice(w), "--") {
			return
		}
		if image, ok := strings.CutPrefix(in.slice(w), "--from="); ok {
			r.outside(in, word{w.to - len(image), w.to}, "COPY --from")
		}
	}
}

// mounts reads RUN --mount=type=bind,from=image,….
func (r *reader) mounts(in instruction, words []word) {
	for _, w := range words {
		if !strings.HasPrefix(in.slice(w), "--") {
			return
		}
		mount, ok := strings.CutPrefix(in.slice(w), "--mount=")
		if !ok {
			continue
		}
		at := w.to - len(mount)
		for option := range strings.SplitSeq(mount, ",") {
			if image, ok := strings.CutPrefix(option, "from="); ok {
				r.outside(in, word{at + len(option) - len(image), at + len(option)}, "RUN --mount")
			}
			at += len(option) + 1
		}
	}
}

// outside reads what may be a stage, by its name or its number, or else an image. No variables are
// put in there.
func (r *reader) outside(in instruction, w word, what string) {
	text := in.slice(w)
	number, err := strconv.Atoi(text)
	if text == "" || r.isStage(text) || err == nil && number >= 0 {
		return
	}
	found := source.Found{Text: text, Offset: in.at[w.from], Parts: []source.Part{in.part(w)}}
	if strings.Contains(text, "$") {
		found.Reason = "variables are not put in here: give the image a stage of its own"
	}
	if found.Context = what; r.stage != "" {
		found.Context = r.stage + ", " + what
	}
	r.found.Add(found)
}
