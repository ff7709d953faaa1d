// Package report tells people in words what package export gives in values: what a run will cost,
// how far it has come, and what it comes to.
//
//	meter := &report.Meter{W: os.Stderr, Live: true, Now: time.Now}
//	work.Observe = meter.Show
//	summary := work.Run(ctx)
//	meter.Clear()
//	report.Print(os.Stderr, summary)     // what is missing, and the last line
//
// No line holds a control character, whatever names and answers hold.
package report
