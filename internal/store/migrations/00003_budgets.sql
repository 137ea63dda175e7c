-- +goose Up

-- What the model cost each tenant. at is the midnight that begins the day.
CREATE TABLE budgets (
    tenant TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    PRIMARY KEY (tenant, at)
) STRICT, WITHOUT ROWID;
