package clipboard

import (
	"context"
	"encoding/binary"
	"fmt"
	"os/exec"
	"path"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"tagboat/ui/apart"
)

// clip is the tool of Windows, which WSL can start too.
const clip = "clip.exe"

// input is a text as a tool reads it. Windows' takes it in the console's code page,
// or in UTF-16 when it begins with a byte order mark.
func input(tool, text string) string {
	if !strings.EqualFold(path.Base(strings.ReplaceAll(tool, `\`, "/")), clip) ||
		len(text) == utf8.RuneCountInString(text) {
		return text
	}
	var out []byte
	for _, unit := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return string(out)
}

func run(ctx context.Context, argv []string, in string) error {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stdin = strings.NewReader(in)
	apart.Session(cmd)
	return told(cmd.Run(), argv)
}

// ask is for tools that end: what stays in the background would keep its output open.
func ask(ctx context.Context, argv []string) (string, error) {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	apart.Session(cmd)
	out, err := cmd.Output()
	return string(out), told(err, argv)
}

func told(err error, argv []string) error {
	if err != nil {
		return fmt.Errorf("run %s: %w", argv[0], err)
	}
	return nil
}
