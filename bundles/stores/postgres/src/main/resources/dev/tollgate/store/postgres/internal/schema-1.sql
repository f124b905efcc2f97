-- What plugins keep by key. Times are milliseconds since 1970 in UTC.

-- One of each plugin. The bytes are the sum of its entries' sizes, expired ones included that are still there; they change in the
-- transaction that changes an entry. Whoever changes an entry holds the row of its space.
CREATE TABLE tollgate.kv_space (
    id    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug  TEXT   NOT NULL UNIQUE,
    bytes BIGINT NOT NULL CHECK (bytes >= 0)
);

-- Keys are compared by their bytes and no collation.
CREATE TABLE tollgate.kv_entry (
    space      BIGINT  NOT NULL REFERENCES tollgate.kv_space (id),
    key        BYTEA   NOT NULL,
    size       INTEGER NOT NULL,
    expires_at BIGINT,
    value      BYTEA   NOT NULL,
    PRIMARY KEY (space, key)
);

CREATE INDEX kv_entry_expiry ON tollgate.kv_entry (space, expires_at) WHERE expires_at IS NOT NULL;
