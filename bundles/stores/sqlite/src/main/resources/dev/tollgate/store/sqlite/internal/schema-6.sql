-- Terms of jobs, quotas, group states, the run log and schedules. Times are milliseconds since 1970 in UTC.

-- On which terms a job runs, and where it comes from. A job without a cause has no origin.
ALTER TABLE job ADD COLUMN timeout_ms INTEGER;
ALTER TABLE job ADD COLUMN exclusive TEXT;
ALTER TABLE job ADD COLUMN cause TEXT CHECK (cause IN ('ENQUEUE', 'SCHEDULE', 'MANUAL', 'LIFECYCLE'));
ALTER TABLE job ADD COLUMN schedule TEXT;
ALTER TABLE job ADD COLUMN fire_at INTEGER;
ALTER TABLE job ADD COLUMN caused_by TEXT;
ALTER TABLE job ADD COLUMN claimed_at INTEGER;

-- The last line of defence: a claim does not even try.
CREATE UNIQUE INDEX job_exclusive ON job (exclusive) WHERE exclusive IS NOT NULL AND state = 'RUNNING';
CREATE INDEX job_of_schedule ON job (schedule) WHERE schedule IS NOT NULL AND finished_at IS NULL;
-- Listings go by id, page by page.
CREATE INDEX job_dead ON job (id) WHERE state = 'DEAD';
DROP INDEX job_of_group;
CREATE INDEX job_of_group ON job (grp, id);

-- A group without a row is open.
CREATE TABLE job_group (
    queue      TEXT    NOT NULL,
    grp        TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('OPEN', 'PAUSED', 'CLOSED')),
    decided_by TEXT    NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (queue, grp)
) STRICT, WITHOUT ROWID;

-- What a group with a quota asked for in each second of about the last minute.
CREATE TABLE job_rate (
    grp      TEXT    NOT NULL,
    second   INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (grp, second)
) STRICT, WITHOUT ROWID;

-- It refers to nothing, because it outlives what it tells of.
CREATE TABLE run (
    seq        INTEGER PRIMARY KEY,
    job        TEXT,
    schedule   TEXT,
    name       TEXT    NOT NULL,
    grp        TEXT    NOT NULL,
    cause      TEXT    NOT NULL,
    fire_at    INTEGER,
    node       TEXT    NOT NULL,
    attempt    INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL,
    result     TEXT    NOT NULL,
    error      TEXT    NOT NULL,
    usage      TEXT    NOT NULL
) STRICT;

CREATE INDEX run_of_job ON run (job) WHERE job IS NOT NULL;
CREATE INDEX run_of_schedule ON run (schedule) WHERE schedule IS NOT NULL;
CREATE INDEX run_of_group ON run (grp);

CREATE TABLE schedule (
    id             TEXT    PRIMARY KEY,
    grp            TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    display_name   TEXT    NOT NULL,
    description    TEXT    NOT NULL,
    pattern        TEXT    NOT NULL,
    zone           TEXT    NOT NULL,
    scope          TEXT    NOT NULL CHECK (scope IN ('LEADER', 'ALL_NODE')),
    max_concurrent INTEGER NOT NULL,
    timeout_ms     INTEGER NOT NULL,
    handler        TEXT    NOT NULL,
    queue          TEXT    NOT NULL,
    type           TEXT    NOT NULL,
    payload        BLOB    NOT NULL,
    max_retry      INTEGER NOT NULL,
    enabled        INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    paused         INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    revision       INTEGER NOT NULL,
    since          INTEGER NOT NULL,
    switched_by    TEXT,
    switched_at    INTEGER
) STRICT;

CREATE INDEX schedule_of_group ON schedule (grp);

-- Never counted back: a schedule that is removed and declared again is another one.
CREATE TABLE schedule_revision (
    last INTEGER NOT NULL
) STRICT;

INSERT INTO schedule_revision (last) VALUES (0);

-- A row decides a fire time. The node is empty where it counts for all.
CREATE TABLE schedule_fire (
    schedule TEXT    NOT NULL,
    node     TEXT    NOT NULL,
    fire_at  INTEGER NOT NULL,
    PRIMARY KEY (schedule, node, fire_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE node (
    name    TEXT    PRIMARY KEY,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Another kind of setting: limits of a plugin's jobs, whose bytes are the digits of a number. A CHECK can only be changed with its table.
CREATE TABLE setting_6 (
    slug       TEXT    NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('CONFIG', 'SECRET', 'JOBS')),
    name       TEXT    NOT NULL,
    bytes      BLOB    NOT NULL,
    decided_by TEXT    NOT NULL,
    decided_at INTEGER NOT NULL,
    UNIQUE (slug, kind, name)
) STRICT;

INSERT INTO setting_6 SELECT slug, kind, name, bytes, decided_by, decided_at FROM setting;
DROP TABLE setting;
ALTER TABLE setting_6 RENAME TO setting;
