package transport

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"tagboat/hub/errs"
	"tagboat/hub/redact"
)

// byteOrderMark begins an answer that came through something that writes one; JSON has none.
var byteOrderMark = []byte("\xef\xbb\xbf")

// send makes one attempt under a watch, reads the bounded answer and judges it.
func (c *Client) send(parent context.Context, q call, bearer redact.Secret) error {
	ctx, watch := c.watched(parent, q.silence())
	defer watch.stop()
	req, err := c.request(ctx, q, bearer)
	if err != nil {
		return &errs.Error{Op: q.op, Kind: errs.Refused}
	}
	began := c.Now()
	c.sent.Add(1)
	resp, err := c.http.Do(req)
	if err != nil {
		c.log(q, 0, began, 0)
		return noAnswer(ctx, q.op, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if q.role == session {
		q.limiter.observe(resp.Header, q.auth)
	}
	body := c.bodies.body()
	defer body.free()
	err = body.read(ctx, resp, watch)
	c.log(q, resp.StatusCode, began, len(body.data))
	a := Answer{resp.StatusCode, resp.Header, bytes.TrimPrefix(body.data, byteOrderMark)}
	if err != nil && a.Status < 300 {
		return badBody(ctx, q.op, a.Status, err)
	}
	if q.release != nil && a.Status < 300 {
		defer c.arrive(ctx, q.release)()
	}
	return c.judge(q, a, bearer)
}

// arrive lets the next request go out as soon as an answer is here, and has it read as JSON in its
// turn: with every processor busy reading, nobody would send. It returns what ends the reading.
func (c *Client) arrive(ctx context.Context, release func()) (done func()) {
	if !enter(ctx, c.arrived) {
		return func() {}
	}
	release()
	if !enter(ctx, c.decoders) {
		return func() { <-c.arrived }
	}
	return func() { <-c.decoders; <-c.arrived }
}

// enter waits for a place in a room, and reports whether it came before ctx ended.
func enter(ctx context.Context, room chan<- struct{}) bool {
	select {
	case room <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// silence is how long an attempt may go without a byte.
func (q call) silence() time.Duration {
	switch {
	case q.role == login:
		return loginSilence
	case q.tries == nil || q.tries.made < 2:
		return firstSilence
	default:
		return laterSilence
	}
}

// judge turns an answer into what the caller asked for, or into an error with a kind.
func (c *Client) judge(q call, a Answer, bearer redact.Secret) error {
	secrets := append([]redact.Secret{bearer}, q.secrets...)
	if a.Status < 200 || a.Status > 299 {
		if q.refused != nil {
			q.refused(a)
		}
		e := c.refusal(q, a, secrets)
		if q.limiter != nil && !q.limiter.Block(e, q.auth) && e.Again == errs.AfterPause {
			e.Again = errs.Often // nobody else has to wait: the call does by itself
		}
		return e
	}
	if q.read == nil {
		return nil
	}
	if isMarkup(a.Body) {
		return markup(q, a)
	}
	if err := q.read(a); err != nil {
		if e, ok := errors.AsType[*errs.Error](err); ok {
			return e
		}
		return unreadable(q, a, err)
	}
	return nil
}

func (c *Client) request(ctx context.Context, q call, bearer redact.Secret) (*http.Request, error) {
	var body io.Reader
	if q.payload != nil {
		body = bytes.NewReader(q.payload)
	}
	req, err := http.NewRequestWithContext(ctx, q.method, q.address.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", cmp.Or(q.accept, "application/json"))
	req.Header.Set("User-Agent", c.options.UserAgent)
	if q.payload != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if user, secret := q.basic[0].Reveal(), q.basic[1].Reveal(); secret != "" {
		req.Header.Set(
			"Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user+":"+secret)),
		)
	}
	if token := bearer.Reveal(); token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return req, nil
}

// log writes no query, no header and no body, and takes out of the path what looks like a token
// that was pasted into the wrong field. An error's attempts have the number of a page besides.
func (c *Client) log(q call, status int, began time.Time, size int) {
	path, took := redact.Text(q.address.Path), c.Now().Sub(began)
	c.options.Logger.LogAttrs(context.Background(), slog.LevelInfo, "request",
		slog.String("method", q.method), slog.String("path", path), slog.Int("status", status),
		slog.Duration("took", took), slog.Int("bytes", size))
	if page := q.address.Query().Get("page"); page != "" {
		path += "?page=" + redact.Message(page)
	}
	q.tries.sent(errs.Attempt{
		At: began, Method: q.method, Host: q.address.Host, Path: path, Status: status, Took: took,
	})
}
