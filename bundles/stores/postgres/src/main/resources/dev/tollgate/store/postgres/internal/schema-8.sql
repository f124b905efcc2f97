-- What administrators decided, each with the hash of the one before it. Nothing in it is changed or removed: docs/AUDIT.md says how the
-- beginning is archived. Times are milliseconds since 1970 in UTC.
CREATE TABLE tollgate.audit (
    number       BIGINT NOT NULL PRIMARY KEY,
    decided_at   BIGINT NOT NULL,
    decided_by   TEXT   NOT NULL COLLATE "C",
    verb         TEXT   NOT NULL COLLATE "C",
    slug         TEXT   COLLATE "C",
    object       TEXT   NOT NULL,
    value_before TEXT,
    value_after  TEXT,
    previous     TEXT   NOT NULL,
    hash         TEXT   NOT NULL
);

CREATE INDEX audit_of_plugin ON tollgate.audit (slug, number);
CREATE INDEX audit_by_whom ON tollgate.audit (decided_by, number);

-- One row: the end of the chain. Whoever appends holds it until the commit, after everything else that the transaction locks.
CREATE TABLE tollgate.audit_end (
    number BIGINT NOT NULL,
    hash   TEXT   NOT NULL
);

INSERT INTO tollgate.audit_end (number, hash) VALUES (0, repeat('0', 64));

CREATE FUNCTION tollgate.audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only';
END $$;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON tollgate.audit
    FOR EACH ROW EXECUTE FUNCTION tollgate.audit_refuses();

CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON tollgate.audit
    FOR EACH STATEMENT EXECUTE FUNCTION tollgate.audit_refuses();
