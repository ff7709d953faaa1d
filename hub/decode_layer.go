package hub

// Bounds on one image's history. Docker itself stops at 127 layers; steps without files come on top.
const (
	maxLayers      = 1024
	maxInstruction = 64 << 10
)

// tagLayers reads the bare array of the images route; null is an empty one, as Go's encoders write it. Elements that are no objects are
// left out.
func (s *scanner) tagLayers() ([]ImageLayers, bool, error) {
	if s.dec.PeekKind() == 'n' {
		return nil, true, s.dec.SkipValue()
	}
	var images []ImageLayers
	listed, err := s.array(func() error {
		if len(images) >= maxImages {
			return errTooMuch
		}
		i, object, err := s.imageLayers()
		if object {
			images = append(images, i)
		}
		return err
	})
	if err != nil || !listed {
		return nil, false, err
	}
	settleLayers(images)
	return images, true, nil
}

func (s *scanner) imageLayers() (ImageLayers, bool, error) {
	var i ImageLayers
	var p platform
	object, err := s.object(func(name []byte) (err error) {
		if string(name) == "layers" {
			i.Layers, err = s.layers()
			return err
		}
		return s.imageWord(&i.Image, &p, name)
	})
	i.Platform = s.platform(p)
	return i, object && err == nil, err
}

// layers is nil, which is unknown, when the list is no list, is too long or holds something that is no layer.
func (s *scanner) layers() ([]Layer, error) {
	layers, whole := []Layer{}, true
	listed, err := s.array(func() error {
		if len(layers) >= maxLayers {
			whole = false
			return s.dec.SkipValue()
		}
		l, object, err := s.layer()
		layers, whole = append(layers, l), whole && object
		return err
	})
	if err != nil || !listed || !whole {
		return nil, err
	}
	return layers, nil
}

func (s *scanner) layer() (Layer, bool, error) {
	var l Layer
	object, err := s.object(func(name []byte) (err error) {
		switch string(name) {
		case "digest":
			l.Digest, err = s.digest()
		case "size":
			l.Size, err = s.amount()
		case "instruction":
			l.Instruction, _, err = s.text(maxInstruction)
		default:
			err = s.dec.SkipValue()
		}
		return err
	})
	return l, object, err
}
