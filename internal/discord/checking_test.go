package discord

import (
	"strings"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/store"
)

// A check that an earlier process had taken and not answered is answered by the next one, to its asker alone.
func TestCommandsChecksAreTakenUp(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general := ward.Channel("general")
	ana, bob := ward.Member("ana"), ward.Member("bob")
	dir := t.TempDir()
	db, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	claimed, err := db.Claim(t.Context(), consult.Request{
		ID: "1100000000000000001", Adapter: "discord", Tenant: "guild:" + ward.ID, User: ana.ID, Channel: general.ID, Kind: kindCheck,
		Text: "Aldesleukin is approved for metastatic melanoma.", Private: true, Received: time.Now(), Options: map[string]string{"audience": "clinician"},
	})
	if err != nil || !claimed {
		t.Fatal(claimed, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, srv: srv, dir: dir}
	r.run()
	defer func() { r.end() }()
	got := ana.Awaits(ana.Direct(), "✅ **Supported:** Aldesleukin is approved for metastatic melanoma.")
	if len(got.Files) != 1 || !strings.Contains(string(got.Files[0].Data), "## Sources") {
		t.Errorf("without its file:\n%s", srv.View(got))
	}
	if seen := bob.Sees(general); seen != "" {
		t.Errorf("another sees:\n%s", seen)
	}
}
