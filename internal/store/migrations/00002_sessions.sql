-- +goose Up

-- Educators' rounds, in servers only. user is the educator who started it;
-- empty where they were forgotten.
CREATE TABLE rounds (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant    TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    channel   TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    user      TEXT    NOT NULL,
    anonymous INTEGER NOT NULL,
    at        INTEGER NOT NULL,  -- started
    ended     INTEGER,
    UNIQUE (tenant, id)
) STRICT;
CREATE UNIQUE INDEX rounds_running ON rounds (tenant, channel) WHERE ended IS NULL;
CREATE INDEX rounds_channel ON rounds (tenant, channel, seq);
CREATE INDEX rounds_user ON rounds (user);

-- Questions of a round with the answers made for them, in the order in which
-- they came. user is who asked; user, question and body are empty where they
-- were forgotten.
CREATE TABLE entries (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant   TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    round    TEXT    NOT NULL,
    user     TEXT    NOT NULL,
    at       INTEGER NOT NULL,  -- asked
    state    TEXT    NOT NULL,
    decided  INTEGER,
    decider  TEXT    NOT NULL,  -- key of what decided
    question TEXT    NOT NULL,
    body     TEXT,              -- the answer as JSON
    UNIQUE (tenant, id)
) STRICT;
CREATE INDEX entries_round ON entries (tenant, round, seq);
CREATE INDEX entries_age ON entries (tenant, at);
CREATE INDEX entries_user ON entries (user);
