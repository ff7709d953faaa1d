package name

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-shellwords"
)

var (
	errScratch = errors.New("scratch is no image: it is what an image without a base begins with")
	errStage   = errors.New(
		"that may be a stage of the same Dockerfile: write namespace/name:tag",
	)
	errNoImage   = errors.New("there is no image in it")
	errContainer = errors.New("that may be a container: write namespace/name:tag")
	errSeveral   = errors.New("there are several images in it: paste one of them")
	errTagOnly   = errors.New("a tag alone does not tell its repository: write namespace/name:tag")
	errQuotes    = errors.New(
		"the quotes or brackets in it do not close: paste the reference alone",
	)
)

// link is where a link of Markdown leads, the outermost of several within one another.
var link = lazily(`\]\(\s*<?([^()\s>]+)[^()]*\)`)

// isPlain reports whether a line is one word without any sign of what the expressions below look
// for, as most names on a command line are: to compile them costs a millisecond.
func isPlain(line string) bool {
	return line != "" && !strings.ContainsFunc(line, func(r rune) bool {
		return !strings.ContainsRune("._-/:", r) && (r >= utf8.RuneSelf || !isLower(byte(r)))
	})
}

// readLine reads a line that may have blanks.
func readLine(line string) (Pasted, error) {
	if isPlain(line) {
		return readWord(line)
	}
	if rest, ok := cutPrompt(line); ok {
		return readLine(rest)
	}
	if rest := line[len(listMark().FindString(line)):]; rest != line && rest != "" {
		return readLine(rest)
	}
	if code, ok := cutComment(line); ok {
		return readLine(code)
	}
	if links := link().FindAllStringSubmatch(line, -1); len(links) > 0 {
		if len(links) > 1 && !strings.HasPrefix(line, "[![") {
			return Pasted{}, errSeveral
		}
		last := links[len(links)-1][1]
		p, err := readWord(last)
		return beside(p, err, strings.Replace(line, last, " ", 1))
	}
	words := strings.Fields(line)
	if len(words) < 2 {
		return readWord(strings.TrimSpace(line))
	}
	isCommand := toolOf(words[0]) != nil
	if inner, ok := quoted(line); ok && !isCommand {
		p, err := readLine(inner)
		return beside(p, err, strings.Replace(line, inner, " ", 1))
	}
	if i := slices.IndexFunc(words, isPageWord); i >= 0 && !isCommand {
		if slices.ContainsFunc(words[i+1:], isPageWord) {
			return Pasted{Certain: true}, errSeveral
		}
		p, err := readWord(words[i])
		return beside(p, err, strings.Replace(line, words[i], " ", 1))
	}
	if blank := blankToFill().FindString(line); blank != "" && blank != "<none>" {
		return Pasted{}, fmt.Errorf(
			"what %s stands for is not known here: write the name itself", blank,
		)
	}
	return readShell(line)
}

// readShell reads a line as a shell would take it apart.
func readShell(line string) (Pasted, error) {
	parser := &shellwords.Parser{} // which runs nothing and looks up no variable
	words, err := parser.Parse(line)
	switch {
	case err != nil:
		return Pasted{}, errQuotes
	case len(words) == 1 && len(words[0]) < len(line) && strings.Contains(words[0], " "):
		return readLine(words[0])
	}
	words = withoutPrompt(words)
	isCut := parser.Position >= 0 // at a pipe, a redirection, a second command
	if isCut && (len(words) == 0 || toolOf(words[0]) == nil) {
		return Pasted{}, errWords
	}
	return readWords(words)
}

// blankToFill is what a manual leaves to the reader: docker pull acme/api:<tag>.
var blankToFill = lazily(`<[A-Za-z][^<>]*>`)

// listMark is what stands before a command, a quotation or an element of a list.
var listMark = lazily(`^ *(?:[$#>%*•·–+❯➜λ-]|//|[0-9]+[.)]|PS [^>]*>) +`)

// quoted is what stands between the only two backticks of a line.
func quoted(line string) (string, bool) {
	before, rest, found := strings.Cut(line, "`")
	inner, after, closed := strings.Cut(rest, "`")
	return strings.TrimSpace(inner), found && closed && !strings.Contains(after, "`") && !strings.HasSuffix(before, "$")
}

func isPageWord(word string) bool {
	return strings.Contains(strings.ToLower(word), sites[0]+"/")
}

var assignment = lazily(`^[A-Za-z_]\w*=`)

// withoutPrompt leaves out what a shell takes before a command.
func withoutPrompt(words []string) []string {
	for len(words) > 1 {
		_, _, isImage := keyed(words[0])
		switch {
		case slices.Contains([]string{"time", "exec", "nohup", "command", "sudo", "env", "export"}, words[0]):
		case assignment().MatchString(words[0]) && !isImage:
		default:
			return words
		}
		words = words[1:]
	}
	return words
}

// readWords reads the words of a line of some file, or of a command.
func readWords(words []string) (Pasted, error) {
	if len(words) == 0 {
		return Pasted{}, errEmpty
	}
	if len(words) == 1 {
		return readWord(words[0])
	}
	first := strings.ToLower(words[0])
	switch {
	case first == "from":
		return readFrom(words)
	case first == "copy", first == "add", first == "run":
		return readSource(words[1:])
	case first == "arg" && len(words) == 2, first == "env" && len(words) == 2:
		return readWord(words[1])
	case first == "uses:" && len(words) == 2 && strings.HasPrefix(words[1], "docker://"):
		return readWord(words[1])
	case strings.HasSuffix(first, ":") || strings.HasPrefix(first, "{"):
		return readPairs(words)
	case strings.HasSuffix(strings.ToLower(words[1]), "id:"):
		return readPairs(append([]string{words[0] + words[1]}, words[2:]...))
	}
	if tool := toolOf(words[0]); tool != nil {
		image, err := tool(words[1:])
		if err != nil {
			return Pasted{Certain: image != ""}, err
		}
		return certain(image)
	}
	return readRow(words)
}

// certain reads a word that stands where an image does.
func certain(word string) (Pasted, error) {
	p, err := readWord(word)
	p.Certain, p.IsWord = true, false
	if err == nil && p.Reference == (Reference{}) {
		return Pasted{Certain: true}, fmt.Errorf("%s is not an image", word)
	}
	return p, err
}

// readFrom reads FROM [--platform=…] image [AS stage].
func readFrom(words []string) (Pasted, error) {
	rest := words[1:]
	for len(rest) > 0 && strings.HasPrefix(rest[0], "--") {
		rest = rest[1:]
	}
	isWhole := len(rest) == 1 || len(rest) == 3 && strings.EqualFold(rest[1], "as") || len(rest) > 1 && rest[1] == "#"
	switch {
	case !isWhole:
		return Pasted{}, errWords
	case rest[0] == "scratch":
		return Pasted{Certain: true}, errScratch
	}
	p, err := certain(rest[0])
	p.Certain = words[0] == "FROM" || len(words) > 2
	return p, err
}

// readSource reads the image that COPY --from, ADD --from and RUN --mount=…,from= take files of.
func readSource(words []string) (Pasted, error) {
	image := ""
	for _, word := range words {
		isFrom := strings.HasPrefix(word, "--from=") || strings.HasPrefix(word, "--mount=") && strings.Contains(word, "from=")
		if !isFrom {
			continue
		}
		if image != "" {
			return Pasted{Certain: true}, errSeveral
		}
		_, image, _ = strings.Cut(word, "from=")
		image, _, _ = strings.Cut(image, ",")
	}
	switch {
	case image == "":
		return Pasted{}, errNoImage
	case !strings.ContainsAny(image, "/:@"):
		return Pasted{Certain: true}, errStage
	}
	return certain(image)
}

// keyed parts image=acme/api, --image=acme/api, "image":"acme/api": whatever is called an image.
func keyed(word string) (key, value string, ok bool) {
	key, value, found := strings.Cut(word, "=")
	if !found || strings.ContainsAny(key, ":/@") {
		if key, value, found = strings.Cut(word, `":"`); !found {
			key, value, found = strings.Cut(word, ":")
			name, _, _ := strings.Cut(value, "@")
			first, _, _ := strings.Cut(name, "/")
			isPort := strings.Trim(first, "0123456789") == "" // image:5000/api is on a registry called image
			found = found && strings.ContainsAny(name, "/:") && !isPort
		}
	}
	key = strings.ToLower(strings.Trim(key, `-"'{`))
	return key, value, found && isImageKey(key)
}

func isImageKey(key string) bool {
	return strings.HasSuffix(key, "image") || strings.HasSuffix(key, "imageid") ||
		slices.Contains([]string{"syntax", "from", "image_name", "imagename", "docker_image_name"}, key)
}

func readKeyed(key, value string) (Pasted, error) {
	if key == "from" && !strings.ContainsAny(value, "/:@") {
		return Pasted{Certain: true}, errStage
	}
	return certain(value)
}

// readRow reads a row that docker images or docker ps prints, which has an identifier where the
// columns are known.
func readRow(words []string) (Pasted, error) {
	switch {
	case len(words) < 3:
		return Pasted{}, errWords
	case isShort(words[2]):
		return certain(words[0] + ":" + words[1])
	case isShort(words[1]) && !isShort(words[0]):
		return certain(words[0])
	case isShort(words[0]) && !isShort(words[1]):
		return certain(words[1])
	}
	return Pasted{}, errWords
}

// isShort reports whether a word is an identifier as docker prints it.
func isShort(word string) bool {
	return len(word) == shortDigest && hexadecimal().MatchString(word)
}
