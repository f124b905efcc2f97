-- What plugins keep by key. Times are milliseconds since 1970 in UTC.

-- One of each plugin. The bytes are the sum of its entries' sizes, expired ones included that are still there; they change in the
-- transaction that changes an entry.
CREATE TABLE kv_space (
    id    INTEGER PRIMARY KEY,
    slug  TEXT    NOT NULL UNIQUE,
    bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT;

-- Keys are compared by their bytes and no collation. The value stands last: what is read without it does not touch its pages.
CREATE TABLE kv_entry (
    seq        INTEGER PRIMARY KEY,
    space      INTEGER NOT NULL REFERENCES kv_space (id),
    key        BLOB    NOT NULL,
    size       INTEGER NOT NULL,
    expires_at INTEGER,
    value      BLOB    NOT NULL,
    UNIQUE (space, key)
) STRICT;

CREATE INDEX kv_entry_expiry ON kv_entry (space, expires_at) WHERE expires_at IS NOT NULL;
