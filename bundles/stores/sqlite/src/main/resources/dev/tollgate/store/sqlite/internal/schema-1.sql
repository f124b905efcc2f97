-- Times are milliseconds since 1970 in UTC. Terminal rows, and only those, have finished_at.

CREATE TABLE job (
    seq         INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    queue       TEXT    NOT NULL,
    type        TEXT    NOT NULL,
    grp         TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'DEAD', 'DISCARDED')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    max_retry   INTEGER NOT NULL,
    token       INTEGER NOT NULL DEFAULT 0,
    worker      TEXT,
    lease_until INTEGER,
    enqueued_at INTEGER NOT NULL,
    run_at      INTEGER NOT NULL,
    finished_at INTEGER,
    unique_key  TEXT,
    unique_until INTEGER,
    repeat_key  TEXT,
    reason      TEXT,
    output      BLOB,
    report      TEXT
) STRICT;

-- Apart from the row that each transition rewrites: payloads are large and never change while a job is live.
CREATE TABLE job_payload (
    seq     INTEGER PRIMARY KEY REFERENCES job (seq) ON DELETE CASCADE,
    payload BLOB NOT NULL
) STRICT;

-- Claims skip from group to group, then take the oldest of each.
CREATE INDEX job_ready ON job (queue, grp, run_at) WHERE state = 'QUEUED';
CREATE INDEX job_leased ON job (lease_until) WHERE state = 'RUNNING';
CREATE INDEX job_ended ON job (state, finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX job_of_group ON job (grp);
CREATE INDEX job_live_unique ON job (grp, unique_key) WHERE unique_key IS NOT NULL AND finished_at IS NULL;
CREATE UNIQUE INDEX job_repeat ON job (grp, repeat_key) WHERE repeat_key IS NOT NULL;

CREATE TABLE plugin_version (
    seq          INTEGER PRIMARY KEY,
    slug         TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    digest       TEXT    NOT NULL,
    installed_at INTEGER NOT NULL,
    installed_by TEXT    NOT NULL,
    content      BLOB    NOT NULL,
    UNIQUE (slug, version),
    UNIQUE (slug, version, digest)
) STRICT;

CREATE TABLE plugin (
    slug       TEXT    PRIMARY KEY,
    version    TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('INSTALLED', 'ACTIVE', 'INACTIVE', 'FAILED')),
    reason     TEXT,
    changed_at INTEGER NOT NULL,
    FOREIGN KEY (slug, version, digest) REFERENCES plugin_version (slug, version, digest)
) STRICT;

CREATE TABLE plugin_grant (
    slug       TEXT    NOT NULL,
    version    TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    capability TEXT    NOT NULL,
    scope      TEXT    NOT NULL,
    decided_by TEXT    NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (slug, version, digest, capability)
) STRICT;

-- Only ever appended to; it refers to nothing, because it outlives what it tells of.
CREATE TABLE grant_decision (
    seq          INTEGER PRIMARY KEY,
    slug         TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    digest       TEXT    NOT NULL,
    capability   TEXT    NOT NULL,
    scope_before TEXT,
    scope_after  TEXT,
    decided_by   TEXT    NOT NULL,
    decided_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX grant_decision_of_plugin ON grant_decision (slug);
