package journal

import (
	"bytes"
	"compress/zlib"
	"io"
)

// packer makes the text of a page small: names and digests shrink to a fifth.
type packer struct {
	room bytes.Buffer
	zip  *zlib.Writer
}

func (p *packer) pack(text []byte) []byte {
	p.room.Reset()
	if p.zip == nil {
		p.zip, _ = zlib.NewWriterLevel(&p.room, zlib.BestSpeed)
	} else {
		p.zip.Reset(&p.room)
	}
	_, _ = p.zip.Write(text) // into memory
	_ = p.zip.Close()
	return p.room.Bytes()
}

// text is what was to be written; nil in pages of the oldest version and of a pipe. It is summed
// up and counted, so what is not what was packed is damaged.
func (p *page) text() ([]byte, error) {
	if len(p.Text) == 0 {
		return nil, nil
	}
	r, err := zlib.NewReader(bytes.NewReader(p.Text))
	if err != nil {
		return nil, errDamaged
	}
	text, err := io.ReadAll(io.LimitReader(r, p.Bytes+1))
	if err != nil || int64(len(text)) != p.Bytes {
		return nil, errDamaged
	}
	return text, nil
}
