-- What administrators decided, each with the hash of the one before it. Nothing here is changed or removed: docs/AUDIT.md says how the
-- beginning is archived. Times are milliseconds since 1970 in UTC.

CREATE TABLE audit (
    number       INTEGER PRIMARY KEY,
    decided_at   INTEGER NOT NULL,
    decided_by   TEXT    NOT NULL,
    verb         TEXT    NOT NULL,
    slug         TEXT,
    object       TEXT    NOT NULL,
    value_before TEXT,
    value_after  TEXT,
    previous     TEXT    NOT NULL,
    hash         TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_of_plugin ON audit (slug, number);
CREATE INDEX audit_by_whom ON audit (decided_by, number);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- A row that replaces another one is no update.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit WHEN NEW.number <= (SELECT max(number) FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
