package sheet

import "strings"

// starters are what a spreadsheet takes for the beginning of a formula, in both widths.
const starters = "=+-@\uff1d\uff0b\uff0d\uff20"

// inert puts a ' where a spreadsheet that opens the file would begin to calculate: before such a
// character at the beginning, and after a semicolon, which parts cells where commas stand in
// numbers. It is for one harmless line.
func inert(cell string) string {
	if !strings.ContainsAny(cell, starters) {
		return cell
	}
	var safe strings.Builder
	for i, part := range strings.Split(cell, ";") {
		if i > 0 {
			safe.WriteByte(';')
		}
		text := strings.TrimLeft(part, " \"'")
		if strings.IndexAny(text, starters) == 0 {
			safe.WriteByte('\'')
		}
		safe.WriteString(part)
	}
	return safe.String()
}
