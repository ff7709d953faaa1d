package text_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/text"
)

func TestAmountsAreSaidInWords(t *testing.T) {
	for written, want := range map[string]string{
		"3 w ago": "3 weeks ago", "1 w ago": "1 week ago", "71.9 MB": "71.9 megabytes", "1 B": "1 byte", "13.1B": "13.1 billion",
		"1.2K": "1.2 thousand", "just now": "just now", "  812 ": "812", "2026-11-28 02:36": "2026-11-28 02:36", text.Unknown: "",
		"3 d – 2 d ago": "3 days to 2 days ago", "going on in 1 min 5 s": "going on in 1 minute 5 seconds", "1,204": "1,204", "5 mo from now": "5 months from now",
		"no unit 3 dogs": "no unit 3 dogs",
	} {
		assert.Equal(t, want, text.InWords(written), written)
	}
}

func TestASentenceHasNoSignThatAVoiceWouldSpell(t *testing.T) {
	for written, want := range map[string]string{
		"": "", "   ": "", "loading tags …": "Loading tags.", "37 of 1,204 · all loaded": "37 of 1,204, all loaded.",
		"\x1b[31mno\x1b[0m │ yes": "No yes.", "acme/api is gone": "acme/api is gone.", "amd64 only": "amd64 only.", "1.2 → 1.3 – well": "1.2 to 1.3 - well.", "Really?": "Really?", "lines 1–4 of 10": "Lines 1 to 4 of 10.", "│ ╭──╮ ⠋": "",
		"élan": "Élan.",
	} {
		assert.Equal(t, want, text.Sentence(written), written)
	}
	assert.Equal(t, []string{"One.", "Two."}, text.Sentences("one", "", " ", "two."))
}

func TestRunningTextIsBrokenWhereItIsDrawnAndNotWhereItIsTold(t *testing.T) {
	assert.Equal(t, 76, text.Room(120, 76))
	assert.Equal(t, 40, text.Room(40, 76))
	assert.Equal(t, text.Unbroken+5, text.Room(text.Unbroken+5, 76))
}
