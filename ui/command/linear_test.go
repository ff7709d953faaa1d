package command

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWhoAsksForAccessIsAnsweredInEverySpelling(t *testing.T) {
	for set, want := range map[string]bool{
		"": false, "0": false, "no": false, "off": false, "false": false, "FALSE": false, "1": true, "yes": true, "true": true, "on": true, "x": true,
	} {
		m := Machine{Getenv: func(name string) string {
			return map[string]string{"ACCESSIBLE": set}[name]
		}}
		assert.Equal(t, want, accessible(m), "ACCESSIBLE=%s", set)
	}
}
