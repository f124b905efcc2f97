-- What administrators set for plugins, breakers, and the catalogue. Times are milliseconds since 1970 in UTC.

-- The bytes of a CONFIG are JSON, those of a JOBS the digits of a number, those of a SECRET are encrypted before they come here.
CREATE TABLE tollgate.setting (
    slug       TEXT   NOT NULL COLLATE "C",
    kind       TEXT   NOT NULL COLLATE "C" CHECK (kind IN ('CONFIG', 'SECRET', 'JOBS')),
    name       TEXT   NOT NULL COLLATE "C",
    bytes      BYTEA  NOT NULL,
    decided_by TEXT   NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (slug, kind, name)
);

-- A row is one value, written as a whole at each trip; trips and cycles are the moments that count.
CREATE TABLE tollgate.breaker (
    slug   TEXT     NOT NULL COLLATE "C" PRIMARY KEY,
    total  BIGINT   NOT NULL,
    trips  BIGINT[] NOT NULL,
    cycles BIGINT[] NOT NULL,
    out    BOOLEAN  NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE tollgate.trip (
    seq        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug       TEXT   NOT NULL COLLATE "C",
    version    TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    limit_name TEXT   NOT NULL,
    allowed    BIGINT NOT NULL,
    used       BIGINT NOT NULL,
    handler    TEXT   NOT NULL,
    request_id TEXT   NOT NULL,
    stack      TEXT[] NOT NULL,
    tripped_at BIGINT NOT NULL
);

CREATE INDEX trip_of_plugin ON tollgate.trip (slug, seq);

-- Only ever appended to; it refers to nothing, because it outlives what it tells of.
CREATE TABLE tollgate.breaker_event (
    seq         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug        TEXT   NOT NULL COLLATE "C",
    kind        TEXT   NOT NULL CHECK (kind IN ('DEACTIVATED', 'RESET')),
    done_by     TEXT   NOT NULL,
    detail      TEXT   NOT NULL,
    happened_at BIGINT NOT NULL
);

CREATE INDEX breaker_event_of_plugin ON tollgate.breaker_event (slug, seq);

CREATE TABLE tollgate.plugin_version (
    seq          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug         TEXT   NOT NULL COLLATE "C",
    version      TEXT   NOT NULL COLLATE "C",
    digest       TEXT   NOT NULL COLLATE "C",
    installed_at BIGINT NOT NULL,
    installed_by TEXT   NOT NULL,
    content      BYTEA  NOT NULL,
    UNIQUE (slug, version),
    UNIQUE (slug, version, digest)
);

-- A package is compressed by itself.
ALTER TABLE tollgate.plugin_version ALTER content SET STORAGE EXTERNAL;

-- Who changes a plugin changes its row from what it was.
CREATE TABLE tollgate.plugin (
    slug       TEXT   NOT NULL COLLATE "C" PRIMARY KEY,
    version    TEXT   NOT NULL COLLATE "C",
    digest     TEXT   NOT NULL COLLATE "C",
    state      TEXT   NOT NULL CHECK (state IN ('INSTALLED', 'ACTIVE', 'INACTIVE', 'FAILED', 'REMOVING')),
    reason     TEXT,
    changed_at BIGINT NOT NULL,
    FOREIGN KEY (slug, version, digest) REFERENCES tollgate.plugin_version (slug, version, digest)
) WITH (fillfactor = 70);

CREATE TABLE tollgate.cleanup_debt (
    slug       TEXT NOT NULL COLLATE "C",
    capability TEXT NOT NULL COLLATE "C",
    PRIMARY KEY (slug, capability)
);

-- One row.
CREATE TABLE tollgate.catalogue (
    name TEXT NOT NULL
);

INSERT INTO tollgate.catalogue (name) VALUES (left(replace(gen_random_uuid()::text, '-', ''), 8));
