-- What plugins tripped over, and what came of it. Times are milliseconds since 1970 in UTC.

-- A row is one value, written as a whole at each trip; trips and cycles are the moments that count, separated by spaces.
CREATE TABLE breaker (
    slug   TEXT    PRIMARY KEY,
    total  INTEGER NOT NULL,
    trips  TEXT    NOT NULL,
    cycles TEXT    NOT NULL,
    out    INTEGER NOT NULL CHECK (out IN (0, 1))
) STRICT;

CREATE TABLE trip (
    seq        INTEGER PRIMARY KEY,
    slug       TEXT    NOT NULL,
    version    TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    limit_name TEXT    NOT NULL,
    allowed    INTEGER NOT NULL,
    used       INTEGER NOT NULL,
    handler    TEXT    NOT NULL,
    request_id TEXT    NOT NULL,
    stack      TEXT    NOT NULL,
    tripped_at INTEGER NOT NULL
) STRICT;

CREATE INDEX trip_of_plugin ON trip (slug, seq);

-- Only ever appended to; it refers to nothing, because it outlives what it tells of.
CREATE TABLE breaker_event (
    seq         INTEGER PRIMARY KEY,
    slug        TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('DEACTIVATED', 'RESET')),
    done_by     TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    happened_at INTEGER NOT NULL
) STRICT;

CREATE INDEX breaker_event_of_plugin ON breaker_event (slug);
