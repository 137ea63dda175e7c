-- Times are nanoseconds since 1970, UTC. Every table that holds rows of a user
-- is listed in holdings.go.

-- +goose Up

-- What users asked, from its receipt until it is closed. Text, options, token
-- and message are dropped when a request is closed.
CREATE TABLE requests (
    id           TEXT    NOT NULL PRIMARY KEY,
    adapter      TEXT    NOT NULL,
    tenant       TEXT    NOT NULL,
    user         TEXT    NOT NULL,
    channel      TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    private      INTEGER NOT NULL,
    at           INTEGER NOT NULL,  -- received
    process      TEXT    NOT NULL,  -- who works on it
    acknowledged INTEGER,
    answer       TEXT,              -- id of the stored answer
    closed       INTEGER,
    outcome      TEXT,              -- delivered, or why it was abandoned
    shown        TEXT,              -- id of the message that the chat accepted
    text         TEXT    NOT NULL,
    options      TEXT,
    token        TEXT    NOT NULL,
    message      BLOB               -- what is to be sent, in the adapter's form
) STRICT;
CREATE INDEX requests_open ON requests (at) WHERE closed IS NULL;
CREATE INDEX requests_tenant ON requests (tenant, at);
CREATE INDEX requests_user ON requests (user);

-- Questions with their answers, in the order in which they were kept.
CREATE TABLE turns (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant     TEXT    NOT NULL,
    consult    TEXT    NOT NULL,
    answer     TEXT,               -- its id; null where a question has none
    request    TEXT    NOT NULL,
    user       TEXT    NOT NULL,
    channel    TEXT    NOT NULL,
    message    TEXT    NOT NULL,   -- that shows it
    private    INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    asked      TEXT    NOT NULL,
    standalone TEXT    NOT NULL,
    body       TEXT,               -- the answer as JSON
    UNIQUE (tenant, answer)
) STRICT;
CREATE INDEX turns_consult ON turns (tenant, consult);
CREATE INDEX turns_request ON turns (tenant, request) WHERE request <> '';
CREATE INDEX turns_message ON turns (tenant, message) WHERE message <> '';
CREATE INDEX turns_latest ON turns (tenant, user, channel, at);
CREATE INDEX turns_age ON turns (tenant, at);
CREATE INDEX turns_user ON turns (user);

-- What an answer cites.
CREATE TABLE citations (
    turn    INTEGER NOT NULL REFERENCES turns (seq) ON DELETE CASCADE,
    tenant  TEXT    NOT NULL,
    answer  TEXT    NOT NULL,
    n       INTEGER NOT NULL,
    source  TEXT    NOT NULL,
    passage TEXT    NOT NULL,
    hash    TEXT    NOT NULL,
    PRIMARY KEY (turn, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_passage ON citations (passage);

-- A user's latest word on an answer.
CREATE TABLE feedback (
    tenant  TEXT    NOT NULL,
    answer  TEXT    NOT NULL,
    user    TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    helpful INTEGER NOT NULL,
    wrong   TEXT    NOT NULL,
    words   TEXT    NOT NULL,
    PRIMARY KEY (tenant, answer, user)
) STRICT;
CREATE INDEX feedback_user ON feedback (user);

-- When a user last ended a conversation in a channel.
CREATE TABLE anew (
    tenant  TEXT    NOT NULL,
    user    TEXT    NOT NULL,
    channel TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (tenant, user, channel)
) STRICT;

-- What must not happen twice. Keys are paths of ids.
CREATE TABLE once (
    tenant TEXT    NOT NULL,
    key    TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (tenant, key)
) STRICT;

CREATE TABLE server_settings (
    tenant   TEXT    NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL,
    settings TEXT    NOT NULL
) STRICT;

CREATE TABLE user_settings (
    user     TEXT    NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL,
    settings TEXT    NOT NULL
) STRICT;

-- Who did what to which thing: ids only.
CREATE TABLE audit (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    actor  TEXT    NOT NULL,
    action TEXT    NOT NULL,
    object TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_tenant ON audit (tenant, at);

-- Deletions of deletions.log that this database has seen: a restored backup
-- lacks the later ones. Keyed hashes of ids.
CREATE TABLE forgotten (
    hash TEXT    NOT NULL,
    at   INTEGER NOT NULL,
    PRIMARY KEY (hash, at)
) STRICT, WITHOUT ROWID;

-- One row that is written to see whether writing works.
CREATE TABLE pulse (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    at  INTEGER NOT NULL
) STRICT;
