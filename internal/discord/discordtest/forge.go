package discordtest

import "slices"

// Forge uses a button (Press), a menu (Choose) or a form (Submit) with a custom id of the test's making, on a message
// that the user sees: what a client that was tampered with could send, if Discord let it. Values are what is chosen;
// of a form, the fields by custom id.
func (u *User) Forge(kind Type, m *Message, customID string, values []string, fields Fields) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	it := &Interaction{Type: kind, User: u, Channel: m.Channel, custom: customID}
	it.on, it.Refused = s.sight(u, m)
	switch kind {
	case Choose:
		it.data = object{"custom_id": customID, "component_type": 3, "id": 1, "values": slices.Concat([]string{}, values)}
	case Submit:
		parts := []object{}
		for id, v := range fields {
			parts = append(parts, object{"type": typeLabel, "id": 1, "component": forged(id, v)})
		}
		it.data = object{"custom_id": customID, "components": parts}
	default:
		it.Type, it.data = Press, object{"custom_id": customID, "component_type": typeButton, "id": 1}
	}
	return s.interact(it)
}

func forged(id string, v any) object {
	if list, ok := v.([]string); ok {
		return object{"type": 3, "id": 2, "custom_id": id, "values": list}
	}
	return object{"type": typeInput, "id": 2, "custom_id": id, "value": v}
}

// Shown returns the form that the user was shown, or nil.
func (it *Interaction) Shown() *Modal { return state(it, func() *Modal { return it.modal }) }
