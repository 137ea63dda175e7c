package store

// holding is a table with rows of users: what Export shows of it, what Forget
// deletes or empties, and by whom they can be found. In conditions :user is a user's id,
// :tenant that user's own tenant (direct messages), :before a time.
type holding struct {
	table   string
	section string // its key in an export
	columns string // that an export shows
	theirs  string // which rows are the user's own: they are exported and deleted
	besides string // which others are deleted with them
	emptied string // what is set instead of deleting the rows, where others need them
	people  string // query for the ids of users in it; :-separated tenants and paths are taken apart
}

// ownTenant is the tenant of a user's direct messages.
func ownTenant(user string) string { return "user:" + user }

// holdings lists every table that holds rows of users, in the order in which
// they are deleted.
func holdings() []holding {
	const own = "(user = :user OR tenant = :tenant)"
	const theirAnswers = "SELECT tenant, answer FROM turns WHERE " + own + " AND at <= :before"
	return []holding{
		{
			table: "feedback", section: "feedback", columns: "tenant, answer, user, at, helpful, wrong, words",
			theirs: own, besides: "(tenant, answer) IN (" + theirAnswers + ")", people: "SELECT user FROM feedback UNION SELECT tenant FROM feedback",
		},
		{ // before the turns, which tell whose answer a request of another's is about to post
			table: "requests", section: "requests", // but for the token, which is the chat's
			columns: "id, adapter, tenant, user, channel, kind, private, at, acknowledged, place, answer, closed, outcome, shown, text, options, message, deed",
			theirs:  own, besides: "closed IS NULL AND id IN (SELECT request FROM turns WHERE " + own + " AND at <= :before AND request <> '')",
			people: "SELECT user FROM requests UNION SELECT tenant FROM requests",
		},
		{
			table: "citations", section: "citations", columns: "tenant, answer, n, source, passage, hash",
			theirs: "turn IN (SELECT seq FROM turns WHERE " + own + " AND at <= :before)",
		},
		{
			table: "turns", section: "answers",
			columns: "tenant, consult, answer, request, user, channel, message, private, at, asked, standalone, body",
			theirs:  own, people: "SELECT user FROM turns UNION SELECT tenant FROM turns",
		},
		{
			table: "anew", section: "conversations_ended", columns: "tenant, user, channel, at",
			theirs: own, people: "SELECT user FROM anew UNION SELECT tenant FROM anew",
		},
		{ // the round stands, without the question
			table: "entries", section: "session_questions", columns: "tenant, id, round, user, at, state, decided, question", // the answer is shown with "answers", once the class has it
			theirs: "user = :user", people: "SELECT user FROM entries",
			emptied: "user = '', question = '', body = NULL, state = CASE WHEN state = 'published' THEN state ELSE 'skipped' END",
		},
		{ // others' questions stand in it
			table: "rounds", section: "sessions_led", columns: "tenant, id, channel, title, user, anonymous, at, ended",
			theirs: "user = :user", people: "SELECT user FROM rounds", emptied: "user = '', title = ''",
		},
		{
			table: "once", section: "done_once", columns: "tenant, key, at",
			theirs: "(tenant = :tenant OR instr('/' || key || '/', '/' || :user || '/') > 0)", people: "SELECT key FROM once UNION SELECT tenant FROM once",
		},
		{
			table: "audit", section: "audit", columns: "tenant, at, actor, action, object",
			theirs: "(actor = :user OR object = :user OR tenant = :tenant)", people: "SELECT actor FROM audit UNION SELECT object FROM audit UNION SELECT tenant FROM audit",
		},
		{
			table: "budgets", section: "model_tokens", columns: "tenant, at, tokens",
			theirs: "tenant = :tenant", people: "SELECT tenant FROM budgets",
		},
		{
			table: "user_settings", section: "settings", columns: "user, at, settings",
			theirs: "user = :user", people: "SELECT user FROM user_settings",
		},
		{
			table: "server_settings", section: "direct_message_settings", columns: "tenant, at, settings",
			theirs: "tenant = :tenant", people: "SELECT tenant FROM server_settings",
		},
	}
}

// dated reports whether the table's rows have a time of their own.
func (h holding) dated() bool { return h.table != "citations" }

// doomed is the condition of the rows that are deleted when a user is
// forgotten.
func (h holding) doomed() string {
	where := h.theirs
	if h.dated() {
		where += " AND at <= :before"
	}
	if h.besides != "" {
		where = "(" + where + ") OR " + h.besides
	}
	return where
}
