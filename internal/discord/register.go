package discord

import (
	"context"
	"fmt"

	"curbside/internal/discord/rest"
)

// Register makes what is registered equal to Commands: for one server, or
// with guild "" for all. It writes only what differs.
func Register(ctx context.Context, client *rest.Client, guild string) error {
	app, err := client.CurrentApplication(ctx)
	if err != nil {
		return fmt.Errorf("find the application: %w", err)
	}
	if _, err := client.SyncCommands(ctx, app.ID, guild, Commands()); err != nil {
		return fmt.Errorf("register the commands: %w", err)
	}
	return nil
}
