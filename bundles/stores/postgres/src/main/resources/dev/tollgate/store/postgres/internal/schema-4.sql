-- Schedules. Times are milliseconds since 1970 in UTC, by the database's clock.

-- Never the same again, also where a schedule is removed and declared anew.
CREATE SEQUENCE tollgate.schedule_revision;

-- Who decides a fire time holds the row.
CREATE TABLE tollgate.schedule (
    id             TEXT    NOT NULL COLLATE "C" PRIMARY KEY,
    grp            TEXT    NOT NULL COLLATE "C",
    name           TEXT    NOT NULL,
    display_name   TEXT    NOT NULL,
    description    TEXT    NOT NULL,
    pattern        TEXT    NOT NULL,
    zone           TEXT    NOT NULL,
    scope          TEXT    NOT NULL,
    max_concurrent INTEGER NOT NULL,
    timeout_ms     BIGINT  NOT NULL,
    handler        TEXT    NOT NULL,
    queue          TEXT    NOT NULL,
    type           TEXT    NOT NULL,
    max_retry      INTEGER NOT NULL,
    payload        BYTEA   NOT NULL,
    enabled        BOOLEAN NOT NULL DEFAULT TRUE,
    paused         BOOLEAN NOT NULL DEFAULT FALSE,
    revision       BIGINT  NOT NULL DEFAULT nextval('tollgate.schedule_revision'),
    since          BIGINT  NOT NULL,
    -- Since when its fire times are of its pattern, zone and scope.
    times_since    BIGINT  NOT NULL,
    switched_by    TEXT,
    switched_at    BIGINT
) WITH (fillfactor = 70);

CREATE INDEX schedule_of_group ON tollgate.schedule (grp);

-- The fire times that were decided; the node is '' where one counts for all of them.
CREATE TABLE tollgate.schedule_fire (
    schedule TEXT   NOT NULL COLLATE "C" REFERENCES tollgate.schedule (id) ON DELETE CASCADE,
    node     TEXT   NOT NULL COLLATE "C",
    fire_at  BIGINT NOT NULL,
    PRIMARY KEY (schedule, node, fire_at)
);

CREATE INDEX schedule_fire_old ON tollgate.schedule_fire (fire_at);

-- The nodes that were seen.
CREATE TABLE tollgate.job_node (
    node    TEXT   NOT NULL COLLATE "C" PRIMARY KEY,
    seen_at BIGINT NOT NULL
) WITH (fillfactor = 50);
