package command

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/ui/config"
	"tagboat/ui/text"
)

func TestWhatIsSetOfTheMachineHolds(t *testing.T) {
	tools(t, "docker", "nerdctl", "firefox")
	f := flags{config: config.Default()}
	assert.Contains(t, outside(with(t, nil), f).Engine, "docker")
	f.config.Engine = "nerdctl"
	assert.Contains(t, outside(with(t, nil), f).Engine, "nerdctl")
	f.config.Engine = "missing"
	assert.Empty(t, outside(with(t, nil), f).Engine, "another one than is named is not used")

	assert.Nil(t, outside(with(t, nil), f).Browse)
	f.config.Browser = []string{"firefox", "%s"}
	assert.NotNil(t, outside(with(t, nil), f).Browse)

	assert.Empty(t, whyNot(with(t, nil), f))
	f.config.Index.Keep = false
	assert.Equal(t, "the configuration says so", whyNot(with(t, nil), f))
}

func TestSignsAreThoseThatAreSetWhateverTheLocaleSays(t *testing.T) {
	for _, c := range []struct {
		glyphs, locale string
		want           text.Charset
	}{
		{"auto", "C", text.ASCII}, {"auto", "C.UTF-8", text.Unicode},
		{"unicode", "C", text.Unicode}, {"ascii", "C.UTF-8", text.ASCII},
	} {
		set := config.Default()
		set.Glyphs = c.glyphs
		_, charset := drawn(with(t, map[string]string{"LC_ALL": c.locale}), set)
		assert.Equal(t, c.want, charset, c)
	}
}
