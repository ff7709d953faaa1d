package sheet

import "tagboat/hub/fields"

// TagFields are the names of the columns of images, tags and inspect, for a help text.
func TagFields() string { return Names(fields.Tags) }

// RepositoryFields are the names of the columns of repositories, for a help text.
func RepositoryFields() string { return Names(fields.Repositories) }
