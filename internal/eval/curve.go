package eval

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"curbside/internal/answer"
)

// Size of the plot and of its margins, in pixels.
const (
	plotWide, plotHigh = 560, 380
	plotLeft, plotTop  = 64, 24
	plotRight, plotLow = 20, 56
)

// SVG draws risk over coverage, a line for each half, the line in force
// marked. It is the same to the byte for the same curve.
func (r *RefusalReport) SVG() []byte {
	top := 0.05
	for _, p := range r.Points {
		top = max(top, p.Risk)
	}
	x := func(share float64) float64 { return plotLeft + share*(plotWide-plotLeft-plotRight) }
	y := func(share float64) float64 { return plotHigh - plotLow - share/top*(plotHigh-plotTop-plotLow) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", plotWide, plotHigh)
	b.WriteString(`<title>Share wrongly answered over share rightly answered, by the bound on what must be covered</title>` + "\n")
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="white"/>`+"\n", plotWide, plotHigh)
	for i := range 6 {
		share := float64(i) / 5
		fmt.Fprintf(&b, `<path d="M%.1f %dV%d" stroke="#ddd"/><text x="%.1f" y="%d" text-anchor="middle">%.0f %%</text>`+"\n", x(share), plotTop, plotHigh-plotLow, x(share), plotHigh-plotLow+18, 100*share)
		fmt.Fprintf(&b, `<path d="M%d %.1fH%d" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%.1f %%</text>`+"\n", plotLeft, y(share*top), plotWide-plotRight, plotLeft-6, y(share*top)+4, 100*share*top)
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">answered of what can be answered</text>`+"\n", (plotWide+plotLeft)/2, plotHigh-14)
	fmt.Fprintf(&b, `<text transform="translate(14 %d) rotate(-90)" text-anchor="middle">answered of what must be declined</text>`+"\n", plotHigh/2)
	for i, half := range []struct{ name, colour string }{{"tune", "#1b6ca8"}, {"held", "#b3541e"}} {
		var line []string
		for _, p := range r.Points {
			if p.Half == half.name {
				line = append(line, fmt.Sprintf("%.1f,%.1f", x(p.Coverage), y(p.Risk)))
			}
		}
		if len(line) == 0 {
			continue
		}
		fmt.Fprintf(&b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`+"\n", strings.Join(line, " "), half.colour)
		if at := slices.IndexFunc(r.Points, func(p RiskPoint) bool { return p.Half == half.name && p.Least == answer.LeastShare }); at >= 0 {
			p := r.Points[at]
			fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="5" fill="%s"/>`+"\n", x(p.Coverage), y(p.Risk), half.colour)
			fmt.Fprintf(&b, `<text x="%d" y="%d" fill="%s">%s: %.1f %% answered, %.1f %% wrongly, at %.2f</text>`+"\n",
				plotLeft+10, plotTop+18*(i+1), half.colour, html.EscapeString(half.name), 100*p.Coverage, 100*p.Risk, p.Least)
		}
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}
