package demo

const (
	slimVariants = "|-bookworm@debian:12%100 -slim|-bookworm-slim@debian:12%38 " +
		"-bullseye@debian:11%97 -slim-bullseye@debian:11%36 " +
		"-alpine|-alpine3.20@alpine:3.20%16 -alpine3.19@alpine:3.19%16"
	alpineVariants = "|-bookworm@debian:12%100 -alpine|-alpine3.20@alpine:3.20%38"
	plainVariant   = "@debian:12%100"
)

var officialImages = []family{
	{"nginx", "Official build of Nginx.", "Web servers", 20812, 12_618, 72, 52, "many",
		"1.27:3 1.26:2 1.25:5 1.24:0 1.23:4",
		"|-bookworm@debian:12%100 -perl|-bookworm-perl@debian:12%117 " +
			"-otel|-bookworm-otel@debian:12%143 " +
			"-alpine|-alpine3.20@alpine:3.20%27 -alpine-perl|-alpine3.20-perl@alpine:3.20%41 " +
			"-alpine-slim|-alpine3.20-slim@alpine:3.20%7",
		"mainline=1.27 stable=1.26"},
	{"redis", "Redis is the world's fastest data platform for caching, vector search, and NoSQL " +
		"databases.", "Databases & storage",
		13294, 10_411, 45, 110, "many", "~8.0-rc1 7.4:1 7.2:6 6.2:16", alpineVariants, ""},
	{"postgres", "The PostgreSQL object-relational database system provides reliability and data " +
		"integrity.", "Databases & storage",
		14067, 10_902, 152, 31, "many", "17:2 16:6 15:10 14:15 13:18",
		"|-bookworm@debian:12%100 -bullseye@debian:11%98 -alpine|-alpine3.20@alpine:3.20%66 " +
			"-alpine3.19@alpine:3.19%65", ""},
	{"alpine", "A minimal Docker image based on Alpine Linux with a complete package index and " +
		"only 5 MB in size!", "Operating systems",
		11183, 11_207, 4, 180, "six", "3.20:3 3.19:4 3.18:9 3.17:10 3.16:9", "@alpine:3.20%90",
		"edge=3.20"},
	{"node", "Node.js is a JavaScript-based platform for server-side and networking applications.",
		"Languages & frameworks",
		13801, 5_412, 384, 26, "six", "23.3:0 23.2:0 23.1:0 22.11:0 22.10:0 22.9:0 22.8:0 " +
			"20.18:1 20.17:0 20.16:0 20.15:1 18.20:5 18.19:1",
		slimVariants, "current=23.3 lts=22.11 jod=22.11 iron=20.18 hydrogen=18.20"},
	{"python", "Python is an interpreted, interactive, object-oriented, open-source programming " +
		"language.", "Languages & frameworks",
		9871, 8_120, 369, 40, "wide", "~3.14.0a2 3.13:1 3.12:8 3.11:11 3.10:16 3.9:21",
		slimVariants + " -windowsservercore-ltsc2022@windows/servercore:ltsc2022%450", ""},
	{"golang", "Go (golang) is a general purpose, higher-level, imperative programming language.",
		"Languages & frameworks",
		5035, 2_411, 292, 75, "wide", "1.23:4 1.22:10 1.21:13 1.20:14",
		"|-bookworm@debian:12%100 -bullseye@debian:11%94 " +
			"-alpine|-alpine3.20@alpine:3.20%25 -alpine3.19@alpine:3.19%25 " +
			"-nanoserver|-nanoserver-ltsc2022@windows/nanoserver:ltsc2022%80", ""},
	{"ubuntu", "Ubuntu is a Debian-based Linux operating system based on free software.",
		"Operating systems", 17412, 9_502, 30, 300,
		"six", "24.04 22.04 20.04 ~24.10 ~25.04", "@ubuntu:24.04%99",
		"noble=24.04 jammy=22.04 focal=20.04 oracular=24.10 plucky=25.04 rolling=24.10"},
	{"debian", "Debian is a Linux distribution that's composed entirely of free and open-source " +
		"software.", "Operating systems",
		5262, 3_806, 48, 230, "many", "12:8 11:11 10:13", "@debian:12%100 -slim@debian:12%59 " +
			"-backports@debian:12%100",
		"bookworm=12 stable=12 bullseye=11 oldstable=11 buster=10"},
	{"busybox", "Busybox base image.", "Operating systems", 3391, 9_920, 3, 900, "many",
		"1.37:0 1.36:1 1.35:0",
		"|-glibc@busybox:glibc%86 -uclibc@busybox:uclibc%30 -musl@busybox:musl%34", "stable=1.36 " +
			"unstable=1.37"},
	{"mysql", "MySQL is a widely used, open-source relational database management system (RDBMS).",
		"Databases & storage", 15652,
		4_804, 181, 400, "few", "9.1:0 9.0:1 8.4:3 8.0:40",
		"|-oracle|-oraclelinux9@oraclelinux:9%100", "innovation=9.1 lts=8.4"},
	{"httpd", "The Apache HTTP Server Project.", "Web servers", 4871, 4_603, 58, 64, "many",
		"2.4:62", alpineVariants, ""},
	{"traefik", "Traefik, The Cloud Native Edge Router.", "Networking", 3420, 3_420, 52, 88, "wide",
		"~v3.3.0-rc1 v3.2:1 v3.1:7 v2.11:14 v2.10:7",
		"@alpine:3.20%100 -nanoserver-ltsc2022@windows/nanoserver:ltsc2022%330",
		"comte=v3.2 mimolette=v2.11"},
	{"mariadb", "MariaDB Server is a high performing open source relational database, forked " +
		"from MySQL.", "Databases & storage",
		5986, 1_410, 118, 95, "few", "11.6:2 11.4:4 10.11:10 10.6:20", "|-noble@ubuntu:24.04%100 " +
			"-ubi9@ubi:9%104", "lts=11.4"},
	{"mongo", "MongoDB document databases provide high availability and easy scalability.",
		"Databases & storage", 10_480, 4_702, 290,
		120, "wide", "8.0:3 7.0:15 6.0:19", "|-noble@ubuntu:24.04%100 " +
			"-windowsservercore-ltsc2022@windows/servercore:ltsc2022%700", ""},
	{"rabbitmq", "RabbitMQ is an open source multi-protocol messaging broker.", "Message queues",
		5268, 3_200, 94, 66, "six",
		"4.0:4 3.13:7 3.12:14", alpineVariants + " -management@debian:12%118 " +
			"-management-alpine@alpine:3.20%64", ""},
	{"memcached", "Free & open source, high-performance, distributed memory object caching system.",
		"Databases & storage", 2365, 2_730,
		30, 210, "many", "1.6:32", "|-bookworm@debian:12%100 -alpine|-alpine3.20@alpine:3.20%14",
		""},
	{"haproxy", "HAProxy - The Reliable, High Performance TCP/HTTP Load Balancer.", "Networking",
		1972, 2_010, 41, 40, "many",
		"~3.2-dev0 3.1:0 3.0:6 2.9:12 2.8:12", alpineVariants, "lts=3.0"},
	{"caddy", "Caddy 2 is a powerful, enterprise-ready, open source web server with automatic " +
		"HTTPS written in Go.", "Web servers",
		852, 505, 19, 700, "wide", "2.8:4 2.7:6", "|-alpine@alpine:3.20%100 " +
			"-builder|-builder-alpine@alpine:3.20%520", ""},
	{"eclipse-temurin", "Official Images for OpenJDK binaries built by Eclipse Temurin.",
		"Languages & frameworks", 612, 411, 208, 140,
		"six", "23 21 17 11 8", "|-jdk|-jdk-noble@ubuntu:24.04%100 " +
			"-jre|-jre-noble@ubuntu:24.04%46 -jdk-alpine@alpine:3.20%93", ""},
	{"rust", "Rust is a systems programming language focused on safety, speed, and concurrency.",
		"Languages & frameworks", 1390, 412,
		556, 170, "few", "1.82:0 1.81:0 1.80:1 1.79:0 1.78:0", slimVariants, ""},
	{"php", "While designed for web development, the PHP scripting language also provides " +
		"general-purpose use.", "Languages & frameworks",
		7703, 2_804, 190, 55, "many", "~8.4.0RC4 8.3:13 8.2:25 8.1:31",
		"|-cli|-cli-bookworm@debian:12%100 -fpm|-fpm-bookworm@debian:12%94 " +
			"-apache|-apache-bookworm@debian:12%98 -fpm-alpine|-fpm-alpine3.20@alpine:3.20%18", ""},
	{"ruby", "Ruby is a dynamic, reflective, object-oriented, general-purpose, open-source " +
		"programming language.", "Languages & frameworks",
		2451, 1_250, 392, 98, "few", "~3.4.0-preview2 3.3:6 3.2:6 3.1:6", slimVariants, ""},
	{"openjdk", "Pre-release / non-production builds of OpenJDK.", "Languages & frameworks", 3956,
		2_306, 236, 260, "wide",
		"24-ea-25 24-ea-24 23-ea-33", "|-jdk|-jdk-oraclelinux9@oraclelinux:9%100 " +
			"-jdk-nanoserver@windows/nanoserver:ltsc2022%80", ""},
	{"wordpress", "The WordPress rich content management system can utilize plugins, widgets, " +
		"and themes.", "Content management", 5816,
		2_010, 236, 150, "many", "6.7:1 6.6:2 6.5:5", "|-apache@debian:12%100 -fpm@debian:12%97 " +
			"-fpm-alpine@alpine:3.20%38", ""},
	{"influxdb", "InfluxDB is the leading open source time series database for metrics, events, " +
		"and real-time analytics.",
		"Databases & storage", 2004, 2_150, 110, 330, "few", "2.7:11 2.6:1 1.11:8", alpineVariants,
		""},
	{"telegraf", "Telegraf is an agent for collecting metrics and writing them to InfluxDB or " +
		"other outputs.", "Monitoring & observability",
		745, 1_110, 152, 260, "few", "1.32:3 1.31:3 1.30:3", alpineVariants, ""},
	{"vault", "HashiCorp Vault: deprecated here, the verified publisher's image goes on.",
		"Security", 1181, 612, 76, 14_000, "few",
		"1.13:3 1.12:7", "@alpine:3.19%100", ""},
	{"consul", "HashiCorp Consul: deprecated here, the verified publisher's image goes on.",
		"Networking", 1432, 1_402, 48, 15_000, "few",
		"1.15:4 1.14:8", "@alpine:3.19%100", ""},
	{"registry", "Distribution implementation for storing and distributing of container images " +
		"and artifacts.", "Integration & delivery",
		4053, 1_720, 9, 1_800, "six", "~3.0.0-rc.1 2.8:3 2.7:1", "@alpine:3.19%100", ""},
	{"docker", "Docker in Docker!", "Integration & delivery", 2590, 2_811, 128, 30, "six",
		"27.3:1 27.2:1 26.1:4",
		"|-dind@alpine:3.20%100 -cli@alpine:3.20%54 -git@alpine:3.20%59 " +
			"-dind-rootless@alpine:3.20%122", ""},
	{"elasticsearch", "Elasticsearch is a powerful open source search and analytics engine.",
		"Databases & storage", 6290, 812, 702, 290,
		"few", "8.16:1 8.15:5 7.17:25", plainVariant, ""},
	{"kibana", "Kibana gives shape to any kind of data - structured and unstructured - indexed " +
		"in Elasticsearch.", "Monitoring & observability",
		2702, 402, 432, 290, "few", "8.16:1 8.15:5 7.17:25", plainVariant, ""},
	{"nextcloud", "A safe home for all your data.", "Content management", 4329, 1_004, 512, 190,
		"six", "30.0:2 29.0:9 28.0:12",
		"|-apache@debian:12%100 -fpm@debian:12%97 -fpm-alpine@alpine:3.20%61", "stable=29.0 " +
			"production=29.0"},
	{"ghost", "Ghost is a free and open source blogging platform written in JavaScript.",
		"Content management", 1840, 209, 148, 60, "few",
		"5.101:4 5.100:1 4.48:9", alpineVariants, ""},
	{"gradle", "Gradle is a build automation tool with a focus on flexibility and performance.",
		"Integration & delivery", 980, 204, 340,
		90, "few", "8.11:1 8.10:2 7.6:4", "|-jdk21@ubuntu:24.04%100 -jdk17@ubuntu:22.04%98 " +
			"-alpine@alpine:3.20%88", ""},
	{"maven", "Apache Maven is a software project management and comprehension tool.",
		"Integration & delivery", 1802, 410, 278, 130,
		"few", "3.9:9 3.8:8", "|-eclipse-temurin-21@ubuntu:24.04%100 " +
			"-eclipse-temurin-17@ubuntu:22.04%97", ""},
	{"sonarqube", "SonarQube is an open source platform for continuous inspection of code quality.",
		"Integration & delivery", 1510, 260,
		690, 340, "few", "10.7:0 9.9:7", "|-community@ubuntu:22.04%100 -developer@ubuntu:22.04%104",
		"lts=9.9"},
	{"hello-world", "Hello World! (an example of minimal Dockerization)", "Languages & frameworks",
		2_391, 2_101, 1, 8_000, "wide",
		"linux", "@scratch%1", ""},
	{"scratch", "An explicitly empty image, especially for building images \"FROM scratch\".",
		"Operating systems", 899, 12, 1, 80_000,
		"amd", "", "", ""},
}
