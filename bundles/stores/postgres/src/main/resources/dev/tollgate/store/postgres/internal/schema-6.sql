-- A version may have several packages where a plugin is developed, a plugin knows what it was before, and what becomes of it is taken
-- down. Times are milliseconds since 1970 in UTC.

-- That a version has one package where nobody develops is seen to by who adds one, under a lock.
ALTER TABLE tollgate.plugin_version
    DROP CONSTRAINT plugin_version_slug_version_key,
    ADD COLUMN signer_publisher TEXT,
    ADD COLUMN signer_key TEXT,
    ADD CHECK ((signer_publisher IS NULL) = (signer_key IS NULL));

ALTER TABLE tollgate.plugin
    ADD COLUMN previous_version TEXT COLLATE "C",
    ADD COLUMN previous_digest TEXT COLLATE "C",
    ADD CHECK ((previous_version IS NULL) = (previous_digest IS NULL)),
    ADD FOREIGN KEY (slug, previous_version, previous_digest) REFERENCES tollgate.plugin_version (slug, version, digest);

-- The number of the last change of a plugin's row. Who changes one changes this too, after it, so that whoever reads a number reads
-- all that came before it.
CREATE TABLE tollgate.plugin_change (
    number BIGINT NOT NULL
);

INSERT INTO tollgate.plugin_change VALUES (0);

-- Refers to nothing, because it outlives what it tells of.
CREATE TABLE tollgate.plugin_event (
    seq         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug        TEXT   NOT NULL COLLATE "C",
    version     TEXT   NOT NULL,
    digest      TEXT   NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('INSTALLED', 'ACTIVATED', 'ROLLED_BACK', 'DEACTIVATED', 'FAILED', 'RETIRED', 'REMOVED')),
    done_by     TEXT   NOT NULL,
    detail      TEXT   NOT NULL,
    happened_at BIGINT NOT NULL
);

CREATE INDEX plugin_event_of_plugin ON tollgate.plugin_event (slug, seq);
