package sheet

import (
	"strings"

	"tagboat/hub/clean"
	"tagboat/hub/export"
	"tagboat/hub/fields"
)

// HubTool is the format of what hub-tool tag rm takes: a line for each tag that could go.
const HubTool = "hub-tool"

// IsHubTool reports whether a format is that of hub-tool.
func IsHubTool(format string) bool { return strings.EqualFold(format, HubTool) }

// StaleFields are the names of the columns, for a help text.
func StaleFields() string { return Names(fields.Stale) }

// ForStale is the form of a plan: of what goes or, with all, of what stays too.
func ForStale(a Asked, all bool) (export.Form[export.StaleRow], error) {
	if IsHubTool(a.Format) {
		switch {
		case a.Columns != "":
			return export.Form[export.StaleRow]{}, wrong("what hub-tool takes has no columns: leave --columns out")
		case all:
			return export.Form[export.StaleRow]{}, wrong("what stays is not for hub-tool: leave --all out")
		}
		return export.Form[export.StaleRow]{Sheet: hubTool{}, Format: a.Format}, nil
	}
	lines, table := "reference,reason", "reference,size,pushed,reason"
	if all {
		lines, table = "goes,"+lines, "goes,"+table
	}
	return form(a, fields.Stale, usual{Text: lines, Table: table})
}

// hubTool writes references with their namespace, of official images too; a manifest without a tag,
// which hub-tool cannot name, has its digest.
type hubTool struct{}

func (hubTool) Head(dst []byte) []byte { return dst }

func (hubTool) Append(dst []byte, rows []export.StaleRow) ([]byte, error) {
	for i := range rows {
		r := &rows[i]
		if !r.Goes {
			continue
		}
		name := r.Repository.String()
		if r.Tag.Name == "" {
			name += "@" + r.Tag.Digest.String()
		} else {
			name += ":" + r.Tag.Name
		}
		dst = append(append(dst, clean.Line(name)...), '\n')
	}
	return dst, nil
}

func (hubTool) Foot(dst []byte) []byte { return dst }
