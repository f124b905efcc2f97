-- A version may have several packages where a plugin is developed, a plugin knows what it was before, and what becomes of it is taken
-- down. Times are milliseconds since 1970 in UTC.

CREATE TABLE plugin_version_next (
    seq              INTEGER PRIMARY KEY,
    slug             TEXT    NOT NULL,
    version          TEXT    NOT NULL,
    digest           TEXT    NOT NULL,
    installed_at     INTEGER NOT NULL,
    installed_by     TEXT    NOT NULL,
    signer_publisher TEXT,
    signer_key       TEXT,
    content          BLOB    NOT NULL,
    UNIQUE (slug, version, digest),
    CHECK ((signer_publisher IS NULL) = (signer_key IS NULL))
) STRICT;

INSERT INTO plugin_version_next (seq, slug, version, digest, installed_at, installed_by, content)
SELECT seq, slug, version, digest, installed_at, installed_by, content FROM plugin_version;

CREATE TABLE plugin_next (
    slug             TEXT    PRIMARY KEY,
    version          TEXT    NOT NULL,
    digest           TEXT    NOT NULL,
    previous_version TEXT,
    previous_digest  TEXT,
    state            TEXT    NOT NULL CHECK (state IN ('INSTALLED', 'ACTIVE', 'INACTIVE', 'FAILED', 'REMOVING')),
    reason           TEXT,
    changed_at       INTEGER NOT NULL,
    CHECK ((previous_version IS NULL) = (previous_digest IS NULL)),
    FOREIGN KEY (slug, version, digest) REFERENCES plugin_version_next (slug, version, digest),
    FOREIGN KEY (slug, previous_version, previous_digest) REFERENCES plugin_version_next (slug, version, digest)
) STRICT;

INSERT INTO plugin_next (slug, version, digest, state, reason, changed_at)
SELECT slug, version, digest, state, reason, changed_at FROM plugin;

-- The rows that refer go first; what refers to a table that is renamed follows it.
DROP TABLE plugin;
DROP TABLE plugin_version;
ALTER TABLE plugin_version_next RENAME TO plugin_version;
ALTER TABLE plugin_next RENAME TO plugin;

-- Refers to nothing, because it outlives what it tells of.
CREATE TABLE plugin_event (
    seq         INTEGER PRIMARY KEY,
    slug        TEXT    NOT NULL,
    version     TEXT    NOT NULL,
    digest      TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('INSTALLED', 'ACTIVATED', 'ROLLED_BACK', 'DEACTIVATED', 'FAILED', 'RETIRED', 'REMOVED')),
    done_by     TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    happened_at INTEGER NOT NULL
) STRICT;

CREATE INDEX plugin_event_of_plugin ON plugin_event (slug, seq);
