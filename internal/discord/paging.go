package discord

import "curbside/internal/discord/rest"

// turning is the row that turns pages, where there is more than one.
func turning(path string, page, pages int) []rest.Component {
	if pages < 2 {
		return nil
	}
	return []rest.Component{turner(path, page, pages)}
}

// withButton adds a button to a row of them, or makes one.
func withButton(rows []rest.Component, button rest.Button) []rest.Component {
	if len(rows) == 0 {
		return []rest.Component{rest.Row{button}}
	}
	row, _ := rows[0].(rest.Row)
	return []rest.Component{append(row, button)}
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
