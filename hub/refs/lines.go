package refs

import (
	"bytes"
	"fmt"
	"strings"

	"tagboat/hub/refs/source"
)

// mostLines bounds a list of references.
const mostLines = 100_000

// Lines finds one reference a line, as docker ps --format '{{.Image}}' prints them. Empty lines and
// comments that begin with # are none. The path is what the result is called by.
func Lines(path string, content []byte) File {
	if why := unreadable(content); why != "" {
		return File{Path: path, Kind: source.List, Notes: []Note{{Text: why, Lost: true}}}
	}
	var found source.Findings
	at, count := 0, 0
	for line := range bytes.Lines(content) {
		if count++; count > mostLines {
			found.Lose(at, fmt.Sprintf("only the first %d lines are read", mostLines))
			break
		}
		text, _, _ := strings.Cut(" "+strings.TrimPrefix(string(line), mark), " #")
		text = strings.TrimSpace(text)
		if text != "" {
			offset := at + strings.Index(string(line), text)
			found.Add(source.Found{
				Text: text, Offset: offset, Parts: []source.Part{{Text: text, Offset: offset}},
			})
		}
		at += len(line)
	}
	return source.Finish(path, source.List, content, found)
}
