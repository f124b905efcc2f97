-- Jobs. Times are milliseconds since 1970 in UTC, by the database's clock. Terminal rows, and only those, have finished_at.

-- Keys are kept as SHA-256, so that they may be any text of any length. Large payloads lie apart from the row by themselves (TOAST), and
-- a row that is written anew leaves them where they are.
CREATE TABLE tollgate.job (
    id            UUID    NOT NULL PRIMARY KEY,
    run_at        BIGINT  NOT NULL,
    enqueued_at   BIGINT  NOT NULL,
    token         BIGINT  NOT NULL DEFAULT 0,
    claimed_at    BIGINT,
    lease_until   BIGINT,
    finished_at   BIGINT,
    unique_until  BIGINT,
    timeout_ms    BIGINT,
    fire_at       BIGINT,
    attempts      INTEGER NOT NULL DEFAULT 0,
    max_retry     INTEGER NOT NULL,
    state         TEXT    NOT NULL COLLATE "C" DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'DEAD', 'DISCARDED')),
    queue         TEXT    NOT NULL COLLATE "C",
    grp           TEXT    NOT NULL COLLATE "C",
    type          TEXT    NOT NULL COLLATE "C",
    worker        TEXT    COLLATE "C",
    unique_key    BYTEA,
    repeat_key    BYTEA,
    exclusive_key TEXT    COLLATE "C",
    trigger       TEXT    COLLATE "C",
    schedule      TEXT    COLLATE "C",
    caused_by     TEXT,
    reason        TEXT,
    report        TEXT,
    output        BYTEA,
    payload       BYTEA   NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.05,
        autovacuum_vacuum_cost_delay = 0);

ALTER TABLE tollgate.job ALTER payload SET STORAGE EXTERNAL, ALTER output SET STORAGE EXTERNAL;

-- Claims skip from group to group, then take the oldest of each.
CREATE INDEX job_ready ON tollgate.job (queue, grp, run_at, id) WHERE state = 'QUEUED';
-- Not by lease: a heartbeat changes no index.
CREATE INDEX job_running ON tollgate.job (id) WHERE state = 'RUNNING';
CREATE INDEX job_dead ON tollgate.job (id) WHERE state = 'DEAD';
CREATE INDEX job_ended ON tollgate.job (state, finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX job_live_unique ON tollgate.job (grp, unique_key) WHERE unique_key IS NOT NULL AND finished_at IS NULL;
CREATE UNIQUE INDEX job_repeat ON tollgate.job (grp, repeat_key) WHERE repeat_key IS NOT NULL;
CREATE UNIQUE INDEX job_exclusive ON tollgate.job (exclusive_key) WHERE exclusive_key IS NOT NULL AND state = 'RUNNING';
CREATE INDEX job_live_of_schedule ON tollgate.job (schedule) WHERE schedule IS NOT NULL AND finished_at IS NULL;
-- An expression, so that nothing but listings, which spell it, is tempted to use it.
CREATE INDEX job_of_group ON tollgate.job ((grp || ''), id);

-- What happens to the jobs of a group in a queue. Who adds jobs holds the row for sharing, and who closes the group for itself alone.
CREATE TABLE tollgate.job_group (
    queue      TEXT   NOT NULL COLLATE "C",
    grp        TEXT   NOT NULL COLLATE "C",
    state      TEXT   NOT NULL COLLATE "C" DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'PAUSED', 'CLOSED')),
    changed_by TEXT,
    changed_at BIGINT,
    PRIMARY KEY (queue, grp)
) WITH (fillfactor = 70);

-- What a group enqueued in the minute that ends with a second, by second modulo 60. Who enqueues with a quota or a key holds the row.
CREATE TABLE tollgate.job_intake (
    grp    TEXT      NOT NULL COLLATE "C" PRIMARY KEY,
    second BIGINT    NOT NULL DEFAULT 0,
    counts INTEGER[] NOT NULL DEFAULT array_fill(0, ARRAY[60])
) WITH (fillfactor = 40);

-- The run log. It refers to nothing, because it outlives what it tells of.
CREATE TABLE tollgate.job_run (
    seq        BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at BIGINT  NOT NULL,
    ended_at   BIGINT  NOT NULL,
    fire_at    BIGINT,
    job        UUID,
    attempt    INTEGER NOT NULL,
    schedule   TEXT    COLLATE "C",
    name       TEXT    NOT NULL,
    grp        TEXT    NOT NULL COLLATE "C",
    trigger    TEXT    NOT NULL,
    node       TEXT    NOT NULL,
    result     TEXT    NOT NULL COLLATE "C",
    error      TEXT    NOT NULL,
    usage      TEXT    NOT NULL
);

CREATE INDEX job_run_ended ON tollgate.job_run (ended_at);
CREATE INDEX job_run_of_schedule ON tollgate.job_run (schedule, seq) WHERE schedule IS NOT NULL;
CREATE INDEX job_run_of_group ON tollgate.job_run (grp, seq);
CREATE INDEX job_run_of_job ON tollgate.job_run (job, seq) WHERE job IS NOT NULL;
