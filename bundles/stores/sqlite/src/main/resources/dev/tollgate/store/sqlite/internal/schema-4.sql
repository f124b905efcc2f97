-- What administrators set for plugins. Times are milliseconds since 1970 in UTC. The bytes of a CONFIG are JSON, those of a SECRET are
-- encrypted before they come here.

CREATE TABLE setting (
    slug       TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('CONFIG', 'SECRET')),
    name       TEXT    NOT NULL,
    bytes      BLOB    NOT NULL,
    decided_by TEXT    NOT NULL,
    decided_at INTEGER NOT NULL,
    UNIQUE (slug, kind, name)
) STRICT;
