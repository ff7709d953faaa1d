package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// mostCells is how many cells a table may have; what has more is a paragraph. A row is filled up to
// the columns of its header, so that a few bytes would make millions of cells.
const mostCells = 20_000

// parse reads GitHub's Markdown: the parsers of extension.GFM in their order, with tables held in
// bounds.
func parse(source []byte) ast.Node {
	p := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(append(
			parser.DefaultInlineParsers(),
			util.Prioritized(extension.NewLinkifyParser(), 999),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		)...),
		parser.WithParagraphTransformers(append(
			parser.DefaultParagraphTransformers(),
			util.Prioritized(tables{extension.NewTableParagraphTransformer()}, 200),
		)...),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
		),
	)
	return p.Parse(text.NewReader(source))
}

// tables makes tables of paragraphs, as far as they are of a size that a person would write.
type tables struct{ parser.ParagraphTransformer }

// Transform is called for every paragraph.
func (t tables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	columns, lines := 0, node.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		columns = max(columns, 1+bytes.Count(line.Value(reader.Source()), []byte{'|'}))
	}
	if columns*lines.Len() <= mostCells {
		t.ParagraphTransformer.Transform(node, reader, pc)
	}
}
