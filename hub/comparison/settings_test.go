package comparison_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"tagboat/hub"
	"tagboat/hub/comparison"
)

func steps(instructions ...string) hub.ImageLayers {
	i := hub.ImageLayers{Image: hub.Image{Platform: amd64}, Layers: []hub.Layer{}}
	for _, instruction := range instructions {
		i.Layers = append(i.Layers, hub.Layer{Instruction: instruction})
	}
	return i
}

func TestWhatChangedInHowContainersRunIsTold(t *testing.T) {
	d := one(t,
		steps(
			`/bin/sh -c #(nop)  ENV VERSION=1.27.2 REL=1`, `ENV PATH=/usr/bin:/bin`, `ENV OLD value of it`,
			`/bin/sh -c #(nop)  EXPOSE map[80/tcp:{}]`, `USER root`, `CMD ["a"]`, `CMD ["nginx" "-g" "daemon off;"]`,
		),
		steps(
			`ENV VERSION=1.27.3`, `ENV REL=1`, `ENV PATH="/usr/bin:/bin"`, `EXPOSE 80/tcp`, `EXPOSE 443/tcp`, `USER 101`,
			`CMD ["nginx" "-g" "daemon off;"]`, `ENTRYPOINT ["/entry.sh"]`, `RUN echo ENV X=y`,
		),
	)
	assert.Equal(t, []comparison.Setting{
		{Name: "ENTRYPOINT", New: `["/entry.sh"]`},
		{Name: "ENV OLD", Old: "value of it"},
		{Name: "ENV VERSION", Old: "1.27.2", New: "1.27.3"},
		{Name: "EXPOSE", Old: "80/tcp", New: "80/tcp 443/tcp"},
		{Name: "USER", Old: "root", New: "101"},
	}, d.Settings)
	unknown := hub.ImageLayers{Image: hub.Image{Platform: amd64}}
	assert.Empty(t, one(t, unknown, steps("USER root")).Settings, "what the Hub does not tell did not change")
}

func TestTheNetChangeIsKnownWhereTheSumsAre(t *testing.T) {
	d := one(t, image(amd64, layer(1, 74), layer(2, 20)), image(amd64, layer(1, 74), layer(3, 31)))
	net, known := d.Net()
	assert.True(t, known)
	assert.Equal(t, int64(11), net)
	d = one(t, image(amd64, layer(1, 74)), hub.ImageLayers{Image: hub.Image{Platform: amd64, Size: 5}})
	_, known = d.Net()
	assert.False(t, known)
}
