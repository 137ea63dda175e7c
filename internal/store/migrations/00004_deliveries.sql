-- What it takes to deliver once, and nothing that was deleted.

-- +goose Up

-- The message that holds the place of the answer: a status line, or a reply
-- that was deferred.
ALTER TABLE requests ADD COLUMN place TEXT NOT NULL DEFAULT '';

-- Key of the deed that the request does; see table once. It is taken when the
-- request is stored, in the same transaction, and free again when the request
-- comes to nothing.
ALTER TABLE requests ADD COLUMN deed TEXT NOT NULL DEFAULT '';
UPDATE requests SET deed = coalesce(json_extract(options, '$.once'), '') WHERE kind = 'post' AND closed IS NULL AND options IS NOT NULL;

-- +goose StatementBegin
CREATE TRIGGER requests_open_deleted AFTER DELETE ON requests WHEN OLD.closed IS NULL AND OLD.deed <> ''
BEGIN
    DELETE FROM once WHERE tenant = OLD.tenant AND key = OLD.deed;
END;
-- +goose StatementEnd
