package discord

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"curbside/internal/discord/discordtest"
)

// Export holds what was asked; after a deletion nothing is left, in files or behind buttons, and only the asker's is gone.
func TestCommandsExportAndDelete(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general := ward.Channel("general")
	ana, bob := ward.Member("ana"), ward.Member("bob")
	r := start(t, srv, nil)
	const marker, bobs = "xylophonicine", "glockenspielin"
	asked := ana.Slash(general, "ask", discordtest.Opts{"question": "What is the dose of " + marker + "?", "private": false}).Message()
	ana.Slash(general, "check", discordtest.Opts{"statement": marker + " cures melanoma."}).Message()
	ana.Slash(general, "settings me", discordtest.Opts{"audience": "patient"}).Message()
	bob.Slash(general, "ask", discordtest.Opts{"question": "What is the dose of " + bobs + "?"}).Message()

	exported := ana.Slash(general, "privacy export").Message()
	if exported.For != ana || len(exported.Files) != 1 || exported.Files[0].Name != "curbside-export.json" {
		t.Fatalf("the export:\n%s", srv.View(exported))
	}
	data := exported.Files[0].Data
	if !json.Valid(data) || !bytes.Contains(data, []byte(marker)) || bytes.Contains(data, []byte(bobs)) {
		t.Errorf("the file:\n%s", data)
	}

	offer := ana.Slash(general, "privacy delete").Message()
	if kept := ana.Press(offer, "Keep it").Message(); kept.Text() != "Nothing was deleted." || len(kept.Components) > 0 {
		t.Errorf("kept:\n%s", srv.View(kept))
	}
	offer = ana.Slash(general, "privacy delete").Message()
	done := ana.Press(offer, "Delete everything").Until("the end of it", func(m *discordtest.Message) bool { return strings.HasPrefix(m.Text(), "Deleted: 1 answer,") })
	if len(done.Components) > 0 {
		t.Errorf("it can be pressed again:\n%s", srv.View(done))
	}
	if got := ana.Press(asked, "Follow up"); got.Refused == "" {
		if text := got.Message().Text(); text != wordsGone {
			t.Errorf("an old button says %q", text)
		}
	}
	after := ana.Slash(general, "privacy export").Message().Files[0].Data
	if bytes.Contains(after, []byte(marker)) || !strings.Contains(ana.Slash(general, "settings me").Message().Text(), "as each server has it") {
		t.Errorf("something is left:\n%s", after)
	}
	if others := bob.Slash(general, "privacy export").Message().Files[0].Data; !bytes.Contains(others, []byte(bobs)) {
		t.Error("another's is gone too")
	}
	r.end()
	if left := filesWith(t, r.dir, marker); len(left) > 0 {
		t.Errorf("the words are still in %v", left)
	}
	if len(filesWith(t, r.dir, bobs)) == 0 {
		t.Error("the search finds nothing at all")
	}
}

// filesWith names the files below a folder that hold a text.
func filesWith(t *testing.T, dir, text string) []string {
	t.Helper()
	var out []string
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if data, err := os.ReadFile(f); err == nil && bytes.Contains(data, []byte(text)) {
			out = append(out, filepath.Base(f))
		}
	}
	return out
}

// A message that identifies a patient can be taken away by its writer where the bot may; where it may not, the words
// say so.
func TestCommandsDeleteIdentifiers(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general, strict := ward.Channel("general"), ward.Channel("strict")
	ana, bob := ward.Member("ana"), ward.Member("bob")
	may := ward.Role("Tidy", discordtest.ManageMessages)
	ward.Member(srv.Bot().Name, may)
	strict.Deny(srv.Bot(), discordtest.ManageMessages)
	r := start(t, srv, nil)
	said := "@" + srv.Bot().Name + " My patient John Smith, MRN 4471123, had dose 3. What now?"
	const still = "Your message itself is still here: please delete it."

	message := ana.Say(general, said)
	reply := ana.Awaits(general, "Your message seems to identify a patient")
	if !strings.Contains(reply.Text(), still+" I can do it for you.") {
		t.Errorf("the reply:\n%s", srv.View(reply))
	}
	if got := bob.Press(reply, "Delete my message").Message(); got.For != bob || !strings.Contains(got.Text(), "Only the person who wrote that message") {
		t.Errorf("another deletes it:\n%s", srv.View(got))
	}
	if srv.Message(message.ID).Deleted {
		t.Fatal("another's press has deleted the message")
	}
	gone := ana.Press(reply, "Delete my message").Message()
	if m := srv.Message(message.ID); m != nil && !m.Deleted || len(gone.Components) > 0 {
		t.Errorf("it is still there:\n%s", srv.View(gone))
	}

	ana.Say(strict, said)
	if reply := ana.Awaits(strict, still); len(reply.Components) > 0 || strings.Contains(reply.Text(), "I can do it") {
		t.Errorf("where the bot may not delete:\n%s", srv.View(reply))
	}
	ana.DM("My patient John Smith, MRN 4471123, had dose 3. What now?")
	if reply := ana.Awaits(ana.Direct(), still); len(reply.Components) > 0 {
		t.Errorf("in a direct message:\n%s", srv.View(reply))
	}
	public := bob.Slash(general, "ask", discordtest.Opts{"question": "My patient John Smith, MRN 4471123, had dose 3. What now?", "private": false}).Message()
	if public.For != bob {
		t.Errorf("a command with identifiers is answered in public:\n%s", srv.View(public))
	}
	for _, value := range []string{"John Smith", "4471123"} {
		if saw := srv.WhoSaw(value); len(saw) > 0 {
			t.Errorf("%q was shown to %v", value, saw)
		}
	}
	r.end()
	if left := filesWith(t, r.dir, "4471123"); len(left) > 0 {
		t.Errorf("the number is in %v", left)
	}
}
