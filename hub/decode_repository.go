package hub

// repository reads a row of a list or the detail object, which has the same fields and more. A row without a usable name is told by false.
func (s *scanner) repository(ns Namespace, detail bool) (RepositoryDetail, bool, error) {
	d := RepositoryDetail{Repository: Repository{Name: RepositoryName{Namespace: ns}}}
	good := false
	object, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case "name":
			d.Name.Name, good, err = s.named(isPathName)
		case "namespace":
			err = s.namespace(&d.Name.Namespace)
		case "description":
			d.Description, _, err = s.text(maxLong)
		case "is_private":
			d.Private, err = s.bool()
		case "status":
			err = s.inactive(&d.Inactive)
		case "star_count":
			d.Stars, err = s.amount()
		case "pull_count":
			d.Pulls, err = s.amount()
		case "storage_size":
			d.Storage, err = s.amount()
		default:
			err = s.repositoryRest(&d, name, detail)
		}
		return err
	})
	if err != nil || !object || !good {
		return RepositoryDetail{}, false, err
	}
	return d, true, nil
}

func (s *scanner) repositoryRest(d *RepositoryDetail, name []byte, detail bool) (err error) {
	switch string(name) {
	case "last_updated":
		d.Updated, err = s.time()
	case "last_modified":
		d.Modified, err = s.time()
	case "date_registered":
		d.Registered, err = s.time()
	case "repository_type":
		d.Type, err = s.word()
	case "content_types":
		d.ContentTypes, err = s.texts()
	case "categories":
		d.Categories, err = s.categories()
	default:
		if detail {
			return s.repositoryDetail(d, name)
		}
		err = s.dec.SkipValue()
	}
	return err
}

func (s *scanner) repositoryDetail(d *RepositoryDetail, name []byte) (err error) {
	switch string(name) {
	case "full_description":
		d.FullDescription, _, err = s.text(maxReadme)
	case "collaborator_count":
		d.Collaborators, err = s.amount()
	case "is_automated":
		d.Automated, err = s.bool()
	case "has_starred":
		d.Starred, err = s.bool()
	case "permissions":
		err = s.permissions(&d.Permissions)
	case "immutable_tags_settings":
		err = s.immutableTags(&d.ImmutableTags)
	default:
		err = s.dec.SkipValue()
	}
	return err
}

// namespace keeps the one that was asked for when the row names none, or none that can be.
func (s *scanner) namespace(into *Namespace) error {
	text, good, err := s.named(isPathName)
	if good {
		*into = Namespace(text)
	}
	return err
}

// inactive: 0 is never pushed or emptied, 1 is active; absent says nothing.
func (s *scanner) inactive(into *bool) error {
	n, whole, err := s.number()
	*into = whole && n == 0
	return err
}

// categories reads [{"name","slug"}], of which the name is for people.
func (s *scanner) categories() ([]string, error) {
	var all []string
	_, err := s.array(func() error {
		var text string
		_, err := s.object(func(name []byte) (err error) {
			if string(name) == "name" {
				text, _, err = s.text(maxText)
				return err
			}
			return s.dec.SkipValue()
		})
		if text != "" && len(all) < maxItems {
			all = append(all, text)
		}
		return err
	})
	return all, err
}

func (s *scanner) permissions(p *Permissions) error {
	_, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case "read":
			p.Read, err = s.bool()
		case "write":
			p.Write, err = s.bool()
		case "admin":
			p.Admin, err = s.bool()
		default:
			err = s.dec.SkipValue()
		}
		return err
	})
	return err
}

func (s *scanner) immutableTags(t *ImmutableTags) error {
	_, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case "enabled":
			t.Enabled, err = s.bool()
		case "rules":
			t.Rules, err = s.texts()
		default:
			err = s.dec.SkipValue()
		}
		return err
	})
	return err
}
