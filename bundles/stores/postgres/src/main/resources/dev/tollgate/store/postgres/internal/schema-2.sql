-- Decisions of administrators. Times are milliseconds since 1970 in UTC.

-- The number of the last decision. Who decides holds this row, so that decisions are made one after the other, and whoever reads
-- a number reads all that came before it.
CREATE TABLE tollgate.grant_change (
    number BIGINT NOT NULL
);

INSERT INTO tollgate.grant_change VALUES (0);

-- The gates that are open.
CREATE TABLE tollgate.plugin_grant (
    slug       TEXT   NOT NULL,
    version    TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    capability TEXT   NOT NULL,
    scope      TEXT   NOT NULL,
    decided_by TEXT   NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (slug, version, digest, capability)
);

-- Only ever appended to; it refers to nothing, because it outlives what it tells of.
CREATE TABLE tollgate.grant_decision (
    number       BIGINT NOT NULL PRIMARY KEY,
    slug         TEXT   NOT NULL,
    version      TEXT   NOT NULL,
    digest       TEXT   NOT NULL,
    capability   TEXT   NOT NULL,
    scope_before TEXT,
    scope_after  TEXT,
    decided_by   TEXT   NOT NULL,
    decided_at   BIGINT NOT NULL
);

CREATE INDEX grant_decision_of_plugin ON tollgate.grant_decision (slug, number);
