package discord

import (
	"context"
	"fmt"

	"curbside/internal/discord/rest"
)

// Register makes what is registered equal to Commands: for one server, or
// with guild "" for all. It writes only what differs.
func Register(ctx context.Context, client *rest.Client, guild string) error {
	_, err := Sync(ctx, client, guild, Commands())
	return err
}

// Sync makes what is registered equal to a list of commands, which may be
// empty, and returns what had to be written for it.
func Sync(ctx context.Context, client *rest.Client, guild string, wanted []rest.Command) (rest.Changes, error) {
	app, err := client.CurrentApplication(ctx)
	if err != nil {
		return rest.Changes{}, fmt.Errorf("find the application: %w", err)
	}
	changes, err := client.SyncCommands(ctx, app.ID, guild, wanted)
	if err != nil {
		return changes, fmt.Errorf("register the commands: %w", err)
	}
	return changes, nil
}
