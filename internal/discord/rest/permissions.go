package rest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Permissions is a set of Discord's permissions.
type Permissions uint64

// The permissions that concern a bot that answers.
const (
	Administrator         Permissions = 1 << 3
	ManageGuild           Permissions = 1 << 5
	ViewChannel           Permissions = 1 << 10
	SendMessages          Permissions = 1 << 11
	ManageMessages        Permissions = 1 << 13
	EmbedLinks            Permissions = 1 << 14
	AttachFiles           Permissions = 1 << 15
	ReadMessageHistory    Permissions = 1 << 16
	CreatePublicThreads   Permissions = 1 << 35
	CreatePrivateThreads  Permissions = 1 << 36
	SendMessagesInThreads Permissions = 1 << 38

	allPermissions Permissions = 1<<63 - 1
)

// permissionNames are as Discord's settings show them.
var permissionNames = []struct {
	bit  Permissions
	name string
}{
	{Administrator, "Administrator"}, {ManageGuild, "Manage Server"}, {ViewChannel, "View Channels"},
	{SendMessages, "Send Messages"}, {ManageMessages, "Manage Messages"}, {EmbedLinks, "Embed Links"},
	{AttachFiles, "Attach Files"}, {ReadMessageHistory, "Read Message History"},
	{CreatePublicThreads, "Create Public Threads"}, {CreatePrivateThreads, "Create Private Threads"},
	{SendMessagesInThreads, "Send Messages in Threads"},
}

// Has reports whether all of want are in the set; an administrator has all.
func (p Permissions) Has(want Permissions) bool { return p&Administrator != 0 || p&want == want }

// Missing returns what of want is not in the set.
func (p Permissions) Missing(want Permissions) Permissions {
	if p&Administrator != 0 {
		return 0
	}
	return want &^ p
}

// String names the permissions as Discord's settings do.
func (p Permissions) String() string {
	var names []string
	for _, n := range permissionNames {
		if p&n.bit != 0 {
			names = append(names, n.name)
			p &^= n.bit
		}
	}
	if p != 0 {
		names = append(names, "others ("+strconv.FormatUint(uint64(p), 10)+")")
	}
	return strings.Join(names, ", ")
}

// MarshalJSON writes the set as Discord does, as a string of digits.
func (p Permissions) MarshalJSON() ([]byte, error) {
	return json.Marshal(strconv.FormatUint(uint64(p), 10))
}

// UnmarshalJSON reads a string of digits, or a number.
func (p *Permissions) UnmarshalJSON(data []byte) error {
	text := strings.Trim(string(data), `"`)
	if text == "null" || text == "" {
		*p = 0
		return nil
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("read permissions: %w", err)
	}
	*p = Permissions(n)
	return nil
}

// PermissionsOf computes what a member may do in a channel, by Discord's
// order: everyone, roles, then the channel's changes for everyone, roles and
// the member. For a thread, pass its parent; nil stands for the server as a
// whole. Interactions carry the result for the user and the bot already.
func PermissionsOf(g *Guild, ch *Channel, m *Member) Permissions {
	if m.User.ID == g.Owner {
		return allPermissions
	}
	var p Permissions
	for _, r := range g.Roles {
		if r.ID == g.ID || slices.Contains(m.Roles, r.ID) {
			p |= r.Permissions
		}
	}
	if p&Administrator != 0 {
		return allPermissions
	}
	if ch == nil {
		return p
	}
	var allow, deny Permissions
	for _, o := range ch.Overwrites {
		switch {
		case o.Kind == 0 && o.ID == g.ID:
			p = p&^o.Deny | o.Allow
		case o.Kind == 0 && slices.Contains(m.Roles, o.ID):
			allow, deny = allow|o.Allow, deny|o.Deny
		}
	}
	p = p&^deny | allow
	for _, o := range ch.Overwrites {
		if o.Kind == 1 && o.ID == m.User.ID {
			p = p&^o.Deny | o.Allow
		}
	}
	return p
}
