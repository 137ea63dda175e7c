package arms

import (
	"fmt"
	"html"
	"strings"

	"curbside/internal/eval"
)

// Size of the plot, in pixels.
const (
	plotWide  = 640
	plotLeft  = 210
	plotRight = 120
	plotTop   = 46
	barHigh   = 18
	barGap    = 6
	groupGap  = 16
	plotLow   = 34
)

// drawn is how each group is named and coloured.
var drawn = map[string]struct{ label, colour string }{
	Extractive: {"the sources' own sentences", "#2f7d4f"},
	Pipeline:   {"a model, each sentence checked", "#1b6ca8"},
	Plain:      {"the same model, plain prompt", "#b3541e"},
	Unshown:    {"the model's claims kept back", "#777777"},
}

// SVG draws what share of the sentences of each arm its readers found not, or
// only partly, supported, a bar for each reader with its interval. It is the
// same to the byte for the same verdicts.
func (r *JudgeReport) SVG() []byte {
	var bars strings.Builder
	y := plotTop
	for _, j := range r.Groups {
		if len(j.Readers) == 0 || j.Readers[0].Unsupported.N == 0 {
			continue
		}
		fmt.Fprintf(&bars, `<text x="%d" y="%d" text-anchor="end">%s</text>`+"\n", plotLeft-8, y+barHigh-4, html.EscapeString(drawn[j.Group].label))
		for _, reader := range j.Readers {
			bars.WriteString(bar(y, reader.Unsupported, drawn[j.Group].colour))
			y += barHigh + barGap
		}
		y += groupGap
	}
	high := y + plotLow
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", plotWide, high)
	b.WriteString("<title>Share of sentences shown that their passages do not, or only partly, support</title>\n")
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="white"/>`+"\n", plotWide, high)
	fmt.Fprintf(&b, `<text x="%d" y="18">not or only partly supported, by readers who saw sentence and passages only; a bar a reader</text>`+"\n", 12)
	for i := range 6 {
		at := alongX(float64(i) / 5)
		fmt.Fprintf(&b, `<path d="M%.1f %dV%d" stroke="#ddd"/><text x="%.1f" y="%d" text-anchor="middle">%d %%</text>`+"\n", at, plotTop-10, y, at, y+18, 20*i)
	}
	b.WriteString(bars.String())
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// bar draws one rate with its interval and its numbers.
func bar(y int, r eval.Rate, colour string) string {
	middle := y + barHigh/2
	return fmt.Sprintf(`<rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/><path d="M%.1f %dH%.1f" stroke="#222"/><text x="%.1f" y="%d">%.1f %% of %d</text>`+"\n",
		plotLeft, y, alongX(r.Rate)-plotLeft, barHigh, colour,
		alongX(r.Low), middle, alongX(r.High), alongX(r.High)+6, middle+4, 100*r.Rate, r.N)
}

// alongX is where a share stands, 0 to 1.
func alongX(share float64) float64 { return plotLeft + share*(plotWide-plotLeft-plotRight) }
