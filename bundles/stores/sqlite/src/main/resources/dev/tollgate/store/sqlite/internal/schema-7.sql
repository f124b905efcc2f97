-- A plugin may be on its way out, and a catalogue has a name that tells it from others. Times are milliseconds since 1970 in UTC.

CREATE TABLE plugin_next (
    slug       TEXT    PRIMARY KEY,
    version    TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('INSTALLED', 'ACTIVE', 'INACTIVE', 'FAILED', 'REMOVING')),
    reason     TEXT,
    changed_at INTEGER NOT NULL,
    FOREIGN KEY (slug, version, digest) REFERENCES plugin_version (slug, version, digest)
) STRICT;

INSERT INTO plugin_next (slug, version, digest, state, reason, changed_at)
SELECT slug, version, digest, state, reason, changed_at FROM plugin;

DROP TABLE plugin;
ALTER TABLE plugin_next RENAME TO plugin;

-- One row.
CREATE TABLE catalogue (
    name TEXT NOT NULL
) STRICT;

INSERT INTO catalogue (name) VALUES (lower(hex(randomblob(4))));
