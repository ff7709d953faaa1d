package fakehub

import (
	"fmt"
	"strings"
)

// A base is the file system that an image starts from.
type base struct {
	size         int64 // compressed bytes; a platform's differs by a few per cent
	instructions []string
}

var bases = map[string]base{
	"alpine": {3_640_000,
		[]string{"ADD alpine-minirootfs.tar.gz / # buildkit", `CMD ["/bin/sh"]`}},
	"busybox": {2_150_000, []string{"BusyBox (glibc), Debian", ` CMD ["sh"]`}},
	"debian": {28_210_000,
		[]string{"# debian.sh --arch 'amd64' out/ ", ` CMD ["bash"]`}},
	"distroless":         {785_000, []string{"bazel build @distroless//static:static"}},
	"ubuntu":             {29_720_000, []string{" ADD %s in / ", ` CMD ["/bin/bash"]`}},
	"windows/nanoserver": {122_900_000, []string{"Apply image 10.0"}},
	"windows/servercore": {1_620_000_000, []string{"Apply image 10.0", "Install update 10.0"}},
}

// layers makes a history whose sizes add up to the image's: what the words of the stack stand for,
// the same in every image of the platform that has the word, and then what is the image's own.
func (i *Image) layers() []Layer {
	if i.Layers != nil {
		return i.Layers
	}
	platform := strings.Join([]string{i.OS, i.Architecture, i.Variant, i.OSVersion}, "/")
	h := history{left: i.Size}
	for n, word := range i.Stack {
		name, _, _ := strings.Cut(word, ":")
		if b, ok := bases[name]; ok && n == 0 {
			h.base(b, word, platform)
		} else {
			h.install(word, strings.Join(i.Stack[:n+1], " on "), platform)
		}
	}
	h.own(i, platform)
	return h.layers
}

type history struct {
	left   int64
	layers []Layer
}

func (h *history) note(instruction string) {
	h.layers = append(h.layers, Layer{Instruction: instruction})
}

// add adds a layer if the image has room for it.
func (h *history) add(size int64, instruction string, words ...string) {
	if size <= 0 || size > h.left {
		return
	}
	h.left -= size
	digest := DigestOf(append([]string{"layer"}, words...)...)
	h.layers = append(h.layers, Layer{Digest: digest, Size: size, Instruction: instruction})
}

func (h *history) base(b base, word, platform string) {
	size := b.size + b.size*(Dice(100, word, platform)-50)/1500
	for n, instruction := range b.instructions {
		switch {
		case n == 0 && strings.Contains(instruction, "%s"):
			instruction = fmt.Sprintf(instruction, "file:"+DigestOf(word, platform)[7:])
		case strings.HasPrefix(instruction, "# debian.sh"):
			instruction += "'" + strings.TrimPrefix(word, "debian:") + "'"
		}
		if n == 0 || strings.HasPrefix(instruction, "Install") {
			h.add(size, instruction, instruction, word, platform)
			size /= 9
			continue
		}
		h.note(instruction)
	}
}

// install is a layer that images share when they share all that lies below it: "node 22.11",
// "dependencies 7".
func (h *history) install(word, below, platform string) {
	name, version, _ := strings.Cut(word, " ")
	size := 900_000 + Dice(9_000_000, below, platform)
	if strings.HasPrefix(platform, "windows") {
		h.note("cmd /S /C #(nop)  ENV " + strings.ToUpper(name) + "_VERSION=" + version)
		h.add(size,
			"powershell Invoke-WebRequest -OutFile "+name+".zip ; Expand-Archive "+name+".zip",
			below, platform)
		return
	}
	h.note("ENV " + strings.ToUpper(strings.ReplaceAll(name, "-", "_")) + "_VERSION=" + version)
	h.add(size, "RUN /bin/sh -c set -eux; install-packages ca-certificates "+name+"="+version+
		";     rm -rf /var/lib/apt/lists/* /var/cache/apk/* # buildkit", below, platform)
}

// own ends a history: an entrypoint that all images of a stack share, dependencies, and the
// program, which takes what is left.
func (h *history) own(i *Image, platform string) {
	stack := strings.Join(i.Stack, " ")
	name := "app"
	if n := len(i.Stack); n > 0 {
		name, _, _ = strings.Cut(strings.NewReplacer(":", " ", "/", " ").Replace(i.Stack[n-1]), " ")
	}
	h.add(900+Dice(3900, stack), "COPY docker-entrypoint.sh /usr/local/bin/ # buildkit",
		"entrypoint", stack, platform)
	h.note("WORKDIR /srv/" + name)
	h.add(h.left/5,
		"RUN /bin/sh -c apk add --no-cache tzdata || apt-get install -y tzdata # buildkit",
		"packages", i.Digest)
	h.add(32, "WORKDIR /srv/"+name, "empty directory")
	h.add(h.left, "COPY --chown=1000:1000 --from=build /out/ /srv/"+name+"/ # buildkit", "program",
		i.Digest)
	h.note(`EXPOSE map[8080/tcp:{}]`)
	h.note(`ENTRYPOINT ["docker-entrypoint.sh"]`)
	h.note(` CMD ["` + name + `"]`)
}
