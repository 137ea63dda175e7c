package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"curbside/internal/consult"
)

// Peek reads the settings of all servers out of a data folder, by tenant. It
// changes nothing there, brings no schema up to date, and disturbs no program
// that runs on it. Where there is no database yet there are no settings.
func Peek(ctx context.Context, dir string) (map[string]consult.ServerSettings, error) {
	out := map[string]consult.ServerSettings{}
	file := filepath.Join(dir, FileName)
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	pool, err := connect(file, 1, true)
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	rows, err := pool.QueryContext(ctx, "SELECT tenant, settings FROM server_settings")
	if err != nil {
		return nil, fmt.Errorf("read the settings in %s: %w", file, explain(err))
	}
	err = forEach(rows, func(scan func(...any) error) error {
		var tenant string
		var body []byte
		if err := scan(&tenant, &body); err != nil {
			return err
		}
		var s consult.ServerSettings
		if err := json.Unmarshal(body, &s); err != nil {
			return err
		}
		out[tenant] = s
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the settings in %s: %w", file, explain(err))
	}
	return out, nil
}
