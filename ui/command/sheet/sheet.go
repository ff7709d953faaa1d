package sheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"text/template"

	"tagboat/hub/clean"
	"tagboat/hub/fields"
	"tagboat/ui/text"
)

// Sheet writes rows in one format. It is not safe for concurrent use.
type Sheet[R any] struct {
	format  Format
	all     []Column[R]
	columns []Column[R]
	tmpl    *template.Template
	begun   bool // JSON: a row was written
	table   table
	charset text.Charset // of the terminal, for the signs in words of ours
}

// New prepares a sheet: all columns there are (a template may use them all), those that are
// written, and the cells of a terminal's line, which only a table needs. The error is about the
// template, for whoever typed it.
func New[R any](format Format, all, chosen []Column[R], width int) (*Sheet[R], error) {
	s := &Sheet[R]{format: format, all: all, columns: chosen, table: table{width: width}}
	if format.Kind != Template {
		return s, nil
	}
	tmpl, err := template.New("format").Option("missingkey=error").Parse(format.Text)
	if err != nil {
		return nil, fmt.Errorf(
			"the template cannot be read: %w; its fields are %s",
			err,
			s.fields(),
		)
	}
	s.tmpl = tmpl
	var none R
	if _, err := s.fill(nil, &none); err != nil {
		return nil, fmt.Errorf("%w; its fields are %s", err, s.fields())
	}
	return s, nil
}

// Names are the names of the columns that are written.
func (s *Sheet[R]) Names() string { return Names(s.columns) }

func (s *Sheet[R]) fields() string {
	names := make([]string, len(s.all))
	for i := range s.all {
		names[i] = "." + fields.Title(s.all[i].Name)
	}
	return strings.Join(names, ", ")
}

// Head appends what stands before the first row.
func (s *Sheet[R]) Head(dst []byte) []byte {
	switch s.format.Kind {
	case JSON:
		return append(dst, '[')
	case CSV, TSV:
		names := make([]string, len(s.columns))
		for i := range s.columns {
			names[i] = s.columns[i].Name
		}
		return s.join(dst, names)
	default:
		return dst
	}
}

// Foot appends what stands after the last row.
func (s *Sheet[R]) Foot(dst []byte) []byte {
	switch {
	case s.format.Kind == JSON && s.begun:
		return append(dst, "\n]\n"...)
	case s.format.Kind == JSON:
		return append(dst, "]\n"...)
	case s.format.Kind == Table:
		return s.table.foot(dst, s.titles())
	default:
		return dst
	}
}

// Append writes rows. A table takes the widths of its columns from the rows of the first call. Only
// a template can fail, and then nothing of its row is written.
func (s *Sheet[R]) Append(dst []byte, rows []R) ([]byte, error) {
	if s.format.Kind == Table {
		s.table.ellipsis = s.charset.Signs("…")
		return s.table.rows(dst, s.titles(), s.cells(rows)), nil
	}
	for i := range rows {
		switch s.format.Kind {
		case JSON:
			if s.begun {
				dst = append(dst, ',')
			}
			s.begun = true
			dst = appendObject(append(dst, '\n'), s.columns, &rows[i])
		case JSONL:
			dst = append(appendObject(dst, s.columns, &rows[i]), '\n')
		case Template:
			var err error
			if dst, err = s.fill(dst, &rows[i]); err != nil {
				return dst, err
			}
		default:
			dst = s.join(dst, s.values(&rows[i]))
		}
	}
	return dst, nil
}

func (s *Sheet[R]) values(row *R) []string {
	values := make([]string, len(s.columns))
	for i := range s.columns {
		value := s.columns[i].Value(row)
		values[i] = fields.Plain(value)
		if s.columns[i].Told && s.forPeople() {
			values[i] = s.charset.Signs(values[i])
		}
		if _, number := value.(int64); s.format.Kind == CSV && !number {
			values[i] = inert(values[i])
		}
	}
	return values
}

// forPeople reports whether words are read, and not taken apart.
func (s *Sheet[R]) forPeople() bool { return s.format.Kind == Text || s.format.Kind == Table }

func (s *Sheet[R]) join(dst []byte, values []string) []byte {
	if s.format.Kind == CSV {
		var line bytes.Buffer
		w := csv.NewWriter(&line)
		_ = w.Write(values)
		w.Flush()
		return append(dst, line.Bytes()...)
	}
	for i, v := range values {
		if i > 0 {
			dst = append(dst, '\t')
		}
		dst = append(dst, v...)
	}
	return append(dst, '\n')
}

// fill runs the template. Its fields are cleaned; what the template itself says is the caller's
// own.
func (s *Sheet[R]) fill(dst []byte, row *R) ([]byte, error) {
	values := make(map[string]any, len(s.all))
	for i := range s.all {
		c := &s.all[i]
		values[fields.Title(c.Name)] = fields.InTemplate(c.Value(row), clean.Line)
	}
	line := bytes.NewBuffer(dst)
	if err := s.tmpl.Execute(line, values); err != nil {
		return dst, fmt.Errorf("the template cannot be filled in: %w", err)
	}
	if made := line.Bytes()[len(dst):]; len(made) == 0 || made[len(made)-1] != '\n' {
		line.WriteByte('\n')
	}
	return line.Bytes(), nil
}

func (s *Sheet[R]) titles() []title {
	titles := make([]title, len(s.columns))
	for i := range s.columns {
		titles[i] = title{strings.ToUpper(s.columns[i].Name), s.columns[i].Right}
	}
	return titles
}

func (s *Sheet[R]) cells(rows []R) [][]string {
	lines := make([][]string, len(rows))
	for n := range rows {
		lines[n] = s.values(&rows[n])
		for i := range s.columns {
			if brief := s.columns[i].Brief; brief != nil {
				lines[n][i] = s.charset.Signs(clean.Line(brief(&rows[n])))
			}
		}
	}
	return lines
}
