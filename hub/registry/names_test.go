package registry

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"tagboat/hub/hubtest/answers"
	"tagboat/hub/name"
	"tagboat/hub/wire"
)

func TestATagThatNoReferenceCanHaveIsCountedAndLeftOut(t *testing.T) {
	found, err := readNames([]byte(`{"name":"acme/museum","tags":["1.27","a b","$(reboot)","","-a","a\nb",null,7,{"a":[]},"_A-z.9"]}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"1.27", "_A-z.9"}, found.Tags)
	assert.Equal(t, 8, found.Malformed)
}

func FuzzRegistryNames(f *testing.F) {
	answers.Seed(f)
	f.Add([]byte(`{"name":"acme/museum","tags":["1.27",null]}`))
	f.Add([]byte(`{"access_token":"x","expires_in":1e99}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		found, err := readNames(body)
		if err == nil && len(found.Tags)+found.Malformed > wire.MaxNames {
			t.Fatal("more names than the bound")
		}
		for _, tag := range found.Tags {
			if !name.IsTag([]byte(tag)) {
				t.Fatalf("no name: %q", tag)
			}
		}
		_, life, _ := readToken(body)
		if life < 0 || life > longTokenTime {
			t.Fatal(life)
		}
	})
}
