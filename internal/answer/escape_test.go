package answer

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	gmtext "github.com/yuin/goldmark/text"
)

// FuzzEscape holds that text of sources and questions never becomes markup.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"[dose](https://example.com)", "**bold** _it_ `code` <b>", "# head", "- item\n1. one", "<@123> @everyone ||x||", `\[1\]`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line := "x " + Escape(strings.ToValidUTF8(s, ""))
		root := goldmark.DefaultParser().Parse(gmtext.NewReader([]byte(line)))
		_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n.Kind() {
			case ast.KindLink, ast.KindAutoLink, ast.KindImage, ast.KindEmphasis, ast.KindCodeSpan, ast.KindRawHTML, ast.KindHTMLBlock, ast.KindHeading, ast.KindList:
				t.Errorf("Escape(%q) becomes %s in %q", s, n.Kind(), line)
			}
			return ast.WalkContinue, nil
		})
	})
}

// FuzzProse holds that sentences of a document are true ranges of it, in order.
func FuzzProse(f *testing.F) {
	f.Add("# Head\n\nOne. Two [3].\n\n- item é\n\n```\ncode\n```\n> quote\r\nmore")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		at := 0
		for _, sp := range proseOf(s) {
			if sp.from < at || sp.to <= sp.from || sp.to > len(s) {
				t.Fatalf("range %v after %d of %d in %q", sp, at, len(s), s)
			}
			at = sp.to
		}
	})
}
