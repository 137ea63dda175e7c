package discord

import (
	"fmt"
	"strconv"

	"curbside/internal/discord/rest"
)

// turning are the buttons that turn pages: path with the number of a page
// behind it. There are none for one page.
func turning(path string, page, pages int) []rest.Component {
	if pages < 2 {
		return nil
	}
	at := func(label string, n int) rest.Component {
		off := n < 1 || n > pages
		return rest.Button{Label: label, CustomID: path + strconv.Itoa(n), Disabled: off}
	}
	return []rest.Component{rest.Row{at("Previous", page-1), at(fmt.Sprintf("Next (%d of %d)", page, pages), page+1)}}
}

// withButton adds a button to a row of them, or makes one.
func withButton(rows []rest.Component, button rest.Button) []rest.Component {
	if len(rows) == 0 {
		return []rest.Component{rest.Row{button}}
	}
	row, _ := rows[0].(rest.Row)
	return []rest.Component{append(row, button)}
}

// pageOf reads the number of a page; what is none is the first.
func pageOf(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 1
	}
	return n
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
