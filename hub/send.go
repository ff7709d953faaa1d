package hub

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// byteOrderMark begins an answer that came through something that writes one; JSON has none.
var byteOrderMark = []byte("\xef\xbb\xbf")

// send makes one attempt under a watch, reads the bounded answer and judges it.
func (c *Client) send(parent context.Context, q call, bearer Secret) error {
	ctx, watch := c.watched(parent, q.silence())
	defer watch.stop()
	req, err := c.request(ctx, q, bearer)
	if err != nil {
		return &Error{Op: q.op, Kind: Refused}
	}
	began := c.now()
	resp, err := c.http.Do(req)
	if err != nil {
		c.log(q, 0, began, 0)
		return noAnswer(ctx, q.op, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if q.role == reading {
		c.gates[q.door].hear(resp.Header, q.session)
	}
	body := c.bodies.body()
	defer body.free()
	err = body.read(ctx, resp, watch)
	c.log(q, resp.StatusCode, began, len(body.data))
	a := answer{resp.StatusCode, resp.Header, bytes.TrimPrefix(body.data, byteOrderMark)}
	if err != nil && a.status < 300 {
		return badBody(ctx, q.op, a.status, err)
	}
	return c.judge(q, a, bearer)
}

// silence is how long an attempt may go without a byte.
func (q call) silence() time.Duration {
	switch {
	case q.role == signing:
		return loginSilence
	case q.tries == nil || q.tries.made < 2:
		return firstSilence
	default:
		return laterSilence
	}
}

// judge turns an answer into what the caller asked for, or into an error with a kind.
func (c *Client) judge(q call, a answer, bearer Secret) error {
	secrets := append([]Secret{bearer}, q.secrets...)
	if a.status < 200 || a.status > 299 {
		if q.refused != nil {
			q.refused(a)
		}
		e := c.refusal(q, a, secrets)
		if q.role != signing && !c.gates[q.door].close(e, q.counted()) && e.again == afterPause {
			e.again = often // nobody else has to wait: the call does by itself
		}
		return e
	}
	if q.read == nil {
		return nil
	}
	if isMarkup(a.body) {
		return markup(q, a)
	}
	if err := q.read(a); err != nil {
		if e, ok := errors.AsType[*Error](err); ok {
			return e
		}
		return unreadable(q, a, err)
	}
	return nil
}

func (c *Client) request(ctx context.Context, q call, bearer Secret) (*http.Request, error) {
	var body io.Reader
	if q.payload != nil {
		body = bytes.NewReader(q.payload)
	}
	req, err := http.NewRequestWithContext(ctx, q.method, q.address.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.agent)
	if q.payload != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if user, secret := q.basic[0].Reveal(), q.basic[1].Reveal(); secret != "" {
		req.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user+":"+secret)))
	}
	if token := bearer.Reveal(); token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return req, nil
}

// log writes no query, no header and no body, and takes out of the path what looks like a token that was pasted into the wrong field.
func (c *Client) log(q call, status int, began time.Time, size int) {
	c.logger.LogAttrs(context.Background(), slog.LevelInfo, "request",
		slog.String("method", q.method), slog.String("path", scrub(q.address.Path, nil)),
		slog.Int("status", status), slog.Duration("took", c.now().Sub(began)), slog.Int("bytes", size))
}
