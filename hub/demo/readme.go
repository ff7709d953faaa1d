package demo

const officialReadme = "# Quick reference\n\n" +
	"- **Maintained by**: [the Docker Community](https://github.com/docker-library/%[1]s)\n" +
	"- **Where to get help**: [the Docker Community Forums](https://forums.docker.com/) or " +
	"[Stack Overflow](https://stackoverflow.com/search?tab=newest&q=docker)\n\n" +
	"# What is %[1]s?\n\n%[2]s\n\n" +
	"# How to use this image\n\n## Start an instance\n\n```console\n$ docker run --name " +
	"some-%[1]s -d %[1]s\n```\n\n" +
	"... or via `docker compose`:\n\n```yaml\nservices:\n  %[1]s:\n    image: %[1]s:latest\n    " +
	"restart: always\n```\n\n" +
	"## Image variants\n\n| suffix | what it is | about |\n| --- | --- | ---: |\n| none | the de " +
	"facto image; if unsure, use it | %[3]d MB |\n" +
	"| `-slim` | only what is needed to run | less |\n| `-alpine` | on Alpine Linux, with musl | " +
	"least |\n\n" +
	"> **Note:** the sizes are compressed, as they travel.\n\n" +
	"# License\n\nAs with all images, these likely also contain other software which may be " +
	"under other licenses.\n"

const acmeReadme = "# acme/api\n\n![build](https://ci.acme.example/api/badge.svg) One front door " +
	"for every service.\n\n" +
	"## Tags\n\n1. `1`, `1.24` and `latest` float; `1.24.2` never moves (immutable tags are " +
	"on)\n2. `main-<commit>` is built on each commit\n" +
	"3. `pr-<number>` goes away when the pull request is merged\n\n## Run it\n\n```console\n$ " +
	"docker run --rm -p 8080:8080 \\\n" +
	"    -e DATABASE_URL=postgres://db/acme \\\n    acme/api:latest\n```\n\n| variable | default " +
	"| |\n| --- | --- | --- |\n" +
	"| `DATABASE_URL` | – | *required* |\n| `LOG_LEVEL` | `info` | `debug`, `info`, `warn` |\n| " +
	"`PORT` | `8080` | |\n\n" +
	"- [x] linux/amd64\n- [x] linux/arm64\n- [ ] windows – ~~planned~~ not planned\n"

// What a stranger may write into fields that end on somebody's screen: terminal sequences, control
// characters, overrides of the writing direction, wide and combining runes.
const (
	hostileDescription = "Oddities 展示室 🖼️ \x1b[31mred\x1b[0m \x1b]0;owned\x07 " +
		"\x1b]52;c;cm0gLXJm\x07 " +
		"\u202egnp.exe\u202c \u0000\u0085 e\u0301\u0302 \ttab\r\nline"

	hostileReadme = "# The museum 展示室\n\nEverything here is *harmless* once it is cleaned.\n\n" +
		"\x1b[2J\x1b[H\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\ \x9b31m " +
		"\u202ereversed\u202c \u2066isolated\u2069\n\n" +
		"<script>alert(1)</script><img src=x onerror=alert(1)>\n\n" +
		"[a link](javascript:alert(1)) and [another](https://museum.example/\x1b[5m)\n\n" +
		"```sh\nprintf '\\033]52;c;Zm9v\\007' # spelled out, so harmless\n```\n\n" +
		"| 列 | column | ستون |\n| --- | ---: | :---: |\n| 全角文字 | 12 | שלום |\n" +
		"| 👩‍👩‍👧‍👦 family | 3 | e\u0301\u0302\u0303 |\n\n" +
		"> A quotation\n> > within a quotation\n\n1. one\n   - nested\n     - deeper\n2. " +
		"two\n\n---\n\nA line without any space: " +
		"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee" +
		"ffffffffffgggggggggghhhhhhhhhhiiiiiiiiiijjjjjjjjjjkkkkkkkkkkllllllllll\n"
)
