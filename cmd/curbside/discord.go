package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"curbside/internal/discord"
	"curbside/internal/discord/rest"
	"curbside/internal/text"
)

func newDiscord(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "discord",
		Short:   "Set the Discord bot up: invite, register, check",
		Example: examples("curbside discord invite", "curbside discord register", "curbside discord check"),
		Args:    noSuchCommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newDiscordInvite(a), newDiscordRegister(a), newDiscordCheck(a))
	return cmd
}

// snowflake is the form of Discord's ids.
var snowflake = regexp.MustCompile(`^[0-9]{15,20}$`)

// wantID refuses what is no id of Discord's, such as a name.
func wantID(flag, value string) error {
	if value == "" || snowflake.MatchString(value) {
		return nil
	}
	return usagef("--%s %q is no id; in Discord switch on Settings, Advanced, Developer Mode, then right-click and choose Copy ID", flag, value)
}

func newDiscordInvite(a *app) *cobra.Command {
	var application, guild string
	var manage bool
	cmd := &cobra.Command{
		Use:   "invite",
		Short: "Print the link that lets the bot into a server",
		Long: "Prints the link that lets the bot into a server, with exactly the permissions and scopes that it needs, and\n" +
			"what each is for. Open it in a browser as somebody who may manage the server.",
		Example: examples("curbside discord invite", "curbside discord invite --application 123456789012345678"),
		Args:    exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(wantID("application", application), wantID("guild", guild)); err != nil {
				return err
			}
			return a.invite(cmd.Context(), application, guild, manage)
		},
	}
	cmd.Flags().StringVar(&application, "application", "", "the application's `id`, where no token is at hand (default: the token's)")
	cmd.Flags().StringVar(&guild, "guild", "", "the server's `id`, to have it chosen already")
	cmd.Flags().BoolVar(&manage, "manage-messages", false, "also let it delete a message that seems to identify a patient, when its author says so")
	return cmd
}

func (a *app) invite(ctx context.Context, application, guild string, manage bool) error {
	if application == "" {
		client, err := a.discordClient(nil, nil)
		if err != nil {
			return fmt.Errorf("%w; or name the application with --application", err)
		}
		defer client.Close()
		app, err := client.CurrentApplication(ctx)
		if err != nil {
			return a.discordWords(err)
		}
		application = app.ID
		if app.Grant {
			a.remember(errors.New("the application demands an OAuth2 code grant, which keeps the bot out; switch off \"Requires OAuth2 Code Grant\" at " + wordsPortal + ", Bot"))
		}
	}
	fmt.Fprintf(a.out, "%s\n\n", discord.InviteURL(application, guild, manage))
	fmt.Fprintf(a.out, "Open it in a browser as somebody who may manage the server. What it asks for:\n")
	table := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, scope := range discord.Scopes() {
		fmt.Fprintf(table, "  %s\tscope: %s\n", scope, map[string]string{"bot": "joins the server", "applications.commands": "brings its commands"}[scope])
	}
	for _, n := range discord.Needs() {
		if !n.Optional || manage {
			fmt.Fprintf(table, "  %s\t%s\n", n.Permission, n.For)
		}
	}
	return table.Flush()
}

func newDiscordRegister(a *app) *cobra.Command {
	var guild string
	var remove bool
	cmd := &cobra.Command{
		Use:   "register",
		Short: "Tell Discord which commands the bot has",
		Long: "Registers the bot's commands, for all servers and direct messages, or with --guild for one server only, as for\n" +
			"trying: both together show each command twice there. Writes only what differs. Run it after each update.",
		Example: examples("curbside discord register", "curbside discord register --guild 123456789012345678",
			"curbside discord register --guild 123456789012345678 --remove"),
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := wantID("guild", guild); err != nil {
				return err
			}
			return a.register(cmd.Context(), guild, remove)
		},
	}
	cmd.Flags().StringVar(&guild, "guild", "", "only in the server with this `id`")
	cmd.Flags().BoolVar(&remove, "remove", false, "take the commands away")
	return cmd
}

func (a *app) register(ctx context.Context, guild string, remove bool) error {
	client, err := a.discordClient(nil, nil)
	if err != nil {
		return err
	}
	defer client.Close()
	var wanted []rest.Command
	if !remove {
		wanted = discord.Commands()
	}
	changes, err := discord.Sync(ctx, client, guild, wanted)
	if rest.Is(err, rest.CodeMissingAccess, rest.CodeUnknownGuild) {
		return fmt.Errorf("the bot is not in the server %s, or was let in without its commands; open the link of `curbside discord invite --guild %s`", guild, guild)
	}
	if err != nil {
		return a.discordWords(err)
	}
	where := "in all servers and in direct messages"
	if guild != "" {
		where = "in the server " + guild
	}
	for _, part := range []struct {
		what string
		list []rest.Command
	}{{"new", changes.Create}, {"changed", changes.Edit}, {"removed", changes.Delete}} {
		if len(part.list) > 0 {
			fmt.Fprintf(a.out, "%s: %s\n", part.what, strings.Join(commandNames(part.list), ", "))
		}
	}
	if changes.None() {
		fmt.Fprintf(a.out, "Nothing to change: ")
	}
	fmt.Fprintf(a.out, "%s registered %s.\n", text.Counted(len(wanted), "command"), where)
	return nil
}

// commandNames are as users see them: /ask, "Check this claim".
func commandNames(list []rest.Command) []string {
	var out []string
	for _, c := range list {
		name := "/" + c.Name
		if c.Kind == rest.CommandMessage || c.Kind == rest.CommandUser {
			name = `"` + c.Name + `"`
		}
		out = append(out, name)
	}
	return out
}

const wordsPortal = "https://discord.com/developers/applications"

// discordWords adds what to do to an error of Discord's.
func (a *app) discordWords(err error) error {
	switch {
	case rest.Unauthorized(err):
		return errors.New(wordsBadToken)
	case rest.Status(err) == 0 && !errors.Is(err, context.Canceled):
		return fmt.Errorf("%w; is the network there, and is discord.api_url right (%s)", err, a.config.ShowOne("discord.api_url"))
	}
	return err
}
