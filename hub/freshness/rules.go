package freshness

// Rules say in words what is newer than what, for a help text of 80 columns. Each indented line is
// an example: a tag, the list it stands in, and what is said of it.
const Rules = `Which tag is newer

The numbers of the version decide; everything else in a name is its flavour
and stays as it is. At each level the newest is named, the nearest level first.
Nothing is named that the list does not hold.

    1.27.2 among 1.27.5 1.28.0 1.31.4: patch 1.27.5, minor 1.31.4
    1.27.2 among 2.0.1 2.1.0: major 2.1.0

The precision stays: a tag that leaves numbers out moves by itself.

    1.27 among 1.28 1.28.1: minor 1.28
    18-slim among 20-slim 20.18.1-slim: major 20-slim

The flavour stays: another word is another flavour, and so is another number
behind a word. Only a release of the same base may be newer (alpine, debian,
ubi, rockylinux, almalinux, oraclelinux), the one asked for first; of the very
same version it is told as "base".

    1.27.3-bookworm among 1.27.5 1.27.5-trixie: current
    8.10.2-jdk17 among 8.11.1-jdk17 8.11.1-jdk21: minor 8.11.1-jdk17
    1.27.3-alpine3.20 among 1.27.5-alpine3.21: patch 1.27.5-alpine3.21
    3.12-alpine3.20 among 3.12-alpine3.21: base 3.12-alpine3.21

A release never becomes a pre-release. A pre-release becomes a newer one, and
the release; a level that has releases names no other pre-release.

    1.31.4 among 1.32.0-rc1: current
    3.13.0rc1 among 3.13.0rc3 3.14.0a2: patch 3.13.0rc3, minor 3.14.0a2
    1.3.0-rc1 among 1.3.0-rc3 1.3.1: pre-release 1.3.0-rc3, patch 1.3.1
    1.3.0-rc1-slim among 1.3.0-slim 1.3.1: patch 1.3.0-slim
    11-rc1 among 11.0 11: patch 11.0

Builds count last, and days as builds do.

    8.0.44-35-centos among 8.0.45-36-centos: patch 8.0.45-36-centos
    21.0.3_9-jdk among 21.0.5_11-jdk: patch 21.0.5_11-jdk
    8u345-b01-jdk among 8u352-b08-jdk: patch 8u352-b08-jdk
    1.2.3-debian-12-r5 among 1.2.3-debian-12-r9: patch 1.2.3-debian-12-r9
    noble-20250529 among noble-20250714 jammy-20250819: patch noble-20250714

Versions that begin with a year are compared with one another alone. A v before
the version says nothing.

    2025.4.1 among 2025.4.4 2026.1.0: patch 2025.4.4, major 2026.1.0
    10.8.1 among 2025.1.0: current
    v3.1.2 among v3.1.5 3.2.0: patch v3.1.5, minor 3.2.0

Words have nothing newer. Without a digest they float; with one it is told
whether they have moved. Names made from commits have no order.

    latest among 1.27.5: floating
    alpine3.20 among alpine3.21: floating
    sha-abc1234 among sha-def5678: current
`
