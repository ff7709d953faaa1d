// Package storage says where the bytes of a namespace are: by repository, by platform, by the age
// of the push, and in which images. Rows come in any order and in parts; one that comes again takes
// the place of the former. Nothing is asked of anybody.
//
//	var u storage.Usage
//	u.AddRepositories(repositories)
//	u.AddTags(tags)
//	where := u.Summary(time.Now())
//
// # What is counted
//
// The unit is a manifest: one platform of an image, by its digest. The lists tell its compressed
// size, all its layers together, and nothing of which layers it shares with others. So an image
// with nine names counts once, and so does one that stands in several repositories: the registry
// keeps what it is given by its digest, and a copy beside another is no second one. For a
// repository by itself such an image counts as well as for the other, as it is what that
// repository would be without the other; the sum of the repositories is larger by that much.
//
// A size that is not told is unknown, never zero. What has no digest may be the same as something
// else: it is between nothing and its size.
//
// # What it takes
//
// 32 bytes a row, 36 an image, 32 a manifest, four for each of an image's manifests, names once,
// and four to eight for finding each. Half a million tags of three platforms, no two alike, are
// about 95 MB; with three names for each image it is half of that.
package storage
