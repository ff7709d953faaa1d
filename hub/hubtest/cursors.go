package hubtest

import (
	"net/http"

	"tagboat/hub/fakehub"
)

const cursorKey = "last_evaluated_key"

// CursorStays has a list by cursor name the place that it was asked for as the one to go on from,
// and for its first page the place of the second.
func CursorStays() Action {
	return func(_ *Hub, next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked := r.URL.Query().Get(cursorKey)
			EditPage(func(page map[string]any) {
				if asked != "" {
					page[cursorKey] = asked
				}
			})(nil, next).ServeHTTP(w, r)
		})
	}
}

// CursorExpired refuses every cursor, and lets those pass who begin.
func CursorExpired() Action {
	return func(_ *Hub, next http.Handler) http.Handler {
		refuse := refusal(http.StatusBadRequest, fakehub.BadCursor, "{}")(nil, next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get(cursorKey) != "" {
				refuse.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// CursorEnds gives the end of a list by cursor another form: nil, or not there at all.
func CursorEnds(missing bool) Action {
	return EditPage(func(page map[string]any) {
		if page[cursorKey] != "" {
			return
		}
		page[cursorKey] = nil
		if missing {
			delete(page, cursorKey)
		}
	})
}
