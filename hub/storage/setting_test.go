package storage_test

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"time"

	"tagboat/hub"
	"tagboat/hub/storage"
)

var (
	today = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

	amd64       = hub.NewPlatform("linux", "amd64", "", "")
	arm64       = hub.NewPlatform("linux", "arm64", "", "")
	server2022  = hub.NewPlatform("windows", "amd64", "", "10.0.20348.2849")
	server2019  = hub.NewPlatform("windows", "amd64", "", "10.0.17763.6532")
	attestation = hub.Platform{}
)

func digest(word string) hub.Digest {
	if word == "" {
		return hub.Digest{}
	}
	d, err := hub.ParseDigest(fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(word))))
	if err != nil {
		panic(err)
	}
	return d
}

func on(p hub.Platform, word string, size int64) hub.Image {
	return hub.Image{Platform: p, Digest: digest(word), Size: size}
}

func in(repository string) hub.RepositoryName {
	return hub.RepositoryName{Namespace: "acme", Name: repository}
}

func row(repository, name, index string, images ...hub.Image) hub.RepositoryTag {
	return hub.RepositoryTag{
		Repository: in(repository),
		Tag:        hub.Tag{Name: name, Digest: digest(index), Images: images},
	}
}

// daysOld is a row that was pushed so many days ago.
func daysOld(days int, t hub.RepositoryTag) hub.RepositoryTag {
	t.Pushed = hub.TimestampOf(today.AddDate(0, 0, -days))
	return t
}

func summary(rows ...hub.RepositoryTag) storage.Summary {
	var u storage.Usage
	u.AddTags(rows)
	return u.Summary(today)
}

// namespace makes rows of few digests in few repositories, of which some are told twice, the second
// time as something else. What a digest holds is the same wherever it is told.
func namespace(dice *rand.Rand, n int) []hub.RepositoryTag {
	rows := make([]hub.RepositoryTag, n)
	for i := range rows {
		rows[i] = anyRow(dice)
	}
	return rows
}

func anyRow(dice *rand.Rand) hub.RepositoryTag {
	t := row(fmt.Sprint("r", dice.IntN(3)), fmt.Sprintf("1.%d", dice.IntN(12)), "")
	t.Pushed = hub.TimestampOf(today.AddDate(0, 0, -dice.IntN(500)))
	if dice.IntN(6) == 0 {
		t.Pushed = 0
	}
	number := dice.IntN(9)
	switch dice.IntN(8) {
	case 0: // nothing is known but the name
	case 1: // no tag points at it; it may be a platform of another
		t.Name, t.Digest = "", digest(fmt.Sprint("manifest", number))
	case 2:
		t.Digest, t.FullSize = digest(fmt.Sprint("single", number)), int64(number)
		t.MediaType = hub.NewSymbol("application/vnd.docker.container.image.v1+json")
	case 3:
		t.Images = imagesOf(number)
	default:
		t.Digest, t.Images = digest(fmt.Sprint("index", number)), imagesOf(number)
	}
	return t
}

// imagesOf are the platforms of an image by its number: some are those of others, some have no
// digest, some no size.
func imagesOf(number int) []hub.Image {
	dice := rand.New(rand.NewPCG(uint64(number), 5))
	var all []hub.Image
	for i, p := range []hub.Platform{amd64, arm64, server2022, server2019, attestation} {
		switch which := (i + 5*dice.IntN(3)) % 15; dice.IntN(5) {
		case 0:
		case 1:
			all = append(all, on(p, "", dice.Int64N(1000)))
		default:
			all = append(all, on(p, fmt.Sprint("manifest", which), int64(which)*100))
		}
	}
	return all
}
