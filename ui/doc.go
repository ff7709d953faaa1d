// Package ui is the App: the only tea.Model, which owns a stack of screens, draws one calm frame
// around the top one, and routes messages. Every screen is a package of its own below this one;
// imports point down only, and the way a person drills down is the way the imports run:
//
//	ui/command                          the command line, above all
//	ui/command/doctor                   what there is to be told of what is around the program
//	ui/linear                           the App told in lines, and nothing drawn
//	ui                                  App: stack, toasts, and the flow between screens
//	ui/history                          places, and the way to them
//	ui/home  ui/search                  where one begins; public repositories of the Hub
//	ui/prompt                           whatever names a place, and the box to type it into
//	ui/jump  ui/palette  ui/picker      any name, any action, by a few letters
//	ui/repositories  ui/references      the repositories of a namespace; what files name
//	ui/news                             what became of lists since somebody looked
//	ui/alltags                          the tags of all repositories of a namespace
//	ui/storage                          where the bytes of a namespace are
//	ui/tags  ui/login  ui/twofactor     the tags of a repository; the forms
//	ui/plan                             which tags could go, and why
//	ui/tag  ui/compare  ui/readme       one tag; two of them; a repository's page
//	ui/untagged                         manifests that no tag points at
//	ui/layers  ui/timeline              how one platform was built; what a tag was, and when
//	ui/listing                          one list for every collection: loader, rows, view
//	ui/views                            a saved view in words, and the box that names one
//	ui/copyas                           everything that can be copied of a tag
//	ui/menu  ui/manual                  a few choices; what keys and words mean
//	ui/errand                           a command of one's own: the question, and that it runs
//	ui/pager  ui/markdown               a text that scrolls; a README as lines of it
//	ui/field                            one line of typed text
//	ui/own                              forms and commands of one's own, filled in with a row's fields
//	ui/screen                           the contract between the App and its screens
//	ui/frame                            the lines around every screen, and boxes over it
//	ui/config                           what a person set in one file, as a value; its document reads
//	                                    TOML with the place of each word
//	ui/task  ui/theme  ui/text  ui/clipboard  ui/apart
//	ui/child                            runs a program beside the screen
//	ui/foreground                       lends the terminal to another program, or to the shell
//	ui/keyboard  ui/signals             what a terminal sends, made whole; the one owner of signals
//	ui/golden                           for tests: pictures, and which role paints what
//
// # From Enter to the rows
//
// Enter on a repository becomes rows of its tags in these steps, each a function of that name:
//
//	App.press, pressScreen    nobody takes the key before the screen      keys.go
//	List.act, List.open       the selected row is opened                  listing/press.go
//	New                       the list of a repository's tags, described  tags/tags.go
//	App.Push                  is on top in this very turn                 stack.go
//	List.begin                asks for a tag that was named, and then     listing/wanted.go
//	                          for the first batch of the list,
//	Loader.GoOn, Loader.read  which is ten pages                          listing/loader/loader.go
//	Slot.Start, run           read off the loop, under a new ticket       task/task.go
//	Reader.Pages              page after page, as hub/doc.go tells        ../hub/paging/reader.go
//	App.route                 a page is a message, and no part of the     app.go
//	App.takeScreens           App's own: every screen is offered it       stack.go
//	List.answer               the list whose slot has the ticket          listing/list.go
//	Loader.Take, Loader.add   takes it                                    listing/loader/take.go
//	List.arrived              its screen is told of the rows first        listing/arrived.go
//	tags.arrived              which learns what is the same as what       tags/tags.go
//	Store.Append              they are filtered and find their places     listing/rows/append.go
//	List.loaded               the selection stays with its row            listing/arrived.go
//	Loader.ReadAhead          the next batch, near the end of these       listing/loader/loader.go
//	View.Draw                 the rows in sight are drawn                 listing/view/view.go
//	App.picture               with the boxes above them                   view.go
//	Frame.Draw                and the frame around them                   frame/frame.go
//
// What is known of the list from earlier comes beside that, mostly before it (Loader.Known in
// listing/loader/known.go), into the same store: what is read takes its place row by row.
//
// # One message
//
// App.route (app.go) is the list of all who may take a message, in the order in which they are
// tried; App.press (keys.go) is that of a key. What a person does goes to one screen at most; what
// the App asked for itself goes to the part of it that asked; the rest is offered to every screen.
//
// # One key press
//
// What the terminal sends reaches Bubble Tea through ui/keyboard, which hands on only what is
// whole: an answer, however late or torn, is never typed text. ForceQuit always quits, and Suspend
// always gives the shell back. Esc leaves the narrowest thing first: a range, marks, a filter or
// search, a box, a screen; it never quits. Navigation is a call in the same turn of the loop, so
// letters typed in one breath with Enter already go to the new screen. Which keys there are is made
// once, by keymap.Of, of a keyset and of what a person set; no text names a key by itself. An
// action without one has the name of a key that no terminal sends, which the palette presses.
//
// # One signal
//
// ui/signals hears every signal that ends, stops or continues the program. The first that ends it
// ends the context under which everything waits, and is its exit code; a second, or a little time,
// ends it whatever blocks. While another program has the terminal, interrupts are that program's.
// While one runs beside the screen, the key that would quit ends that one (App.interrupt).
//
// # One answer
//
// Work runs in a task.Slot under the context of its screen. Its results carry a ticket and are
// offered to every screen; only the slot that holds the ticket takes them. Leaving a screen ends
// its context and so its requests; asking again replaces what ran before; what comes too late finds
// no slot. The screens of a place that was left stay in memory, a dozen at most, and go on under
// another context when somebody goes back to them (ways.go). What the App itself waits for carries
// the account's places.Stay, and is not shown to another account. What must be done even if the
// program ends is a duty (task.Duties).
//
// # In lines
//
// ui/linear is another tea.Model around the same App, run without a renderer in a window in which
// no line is broken. A line that was typed becomes the press of a key, by its action's word, or a
// call of the screen on top; what is told is what that screen says of itself (screen.Spoken), as
// far as it was not told before. Conversation.isDone (linear/conversation.go) says when.
//
// # One failure
//
// Where rows would stand when the first page fails; below the rows when a later one does, which
// keeps what is there; in a toast when a deed fails. The end of the session floats the login over
// the stack, and afterwards every screen goes on where it was. Each error carries what was sent for
// it, without header and body, and hub.Report makes of it what the key that tells more shows and
// copies (failed.go).
package ui
