-- An older version that takes over is an event of its own. A constraint cannot be changed, so the table is made anew.

CREATE TABLE plugin_event_next (
    seq         INTEGER PRIMARY KEY,
    slug        TEXT    NOT NULL,
    version     TEXT    NOT NULL,
    digest      TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('INSTALLED', 'ACTIVATED', 'ROLLED_BACK', 'DOWNGRADED', 'DEACTIVATED', 'FAILED',
                                                 'RETIRED', 'REMOVED')),
    done_by     TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    happened_at INTEGER NOT NULL
) STRICT;

INSERT INTO plugin_event_next SELECT seq, slug, version, digest, kind, done_by, detail, happened_at FROM plugin_event;
DROP TABLE plugin_event;
ALTER TABLE plugin_event_next RENAME TO plugin_event;

CREATE INDEX plugin_event_of_plugin ON plugin_event (slug, seq);
