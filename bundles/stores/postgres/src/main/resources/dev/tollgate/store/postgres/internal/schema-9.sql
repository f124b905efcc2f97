-- An older version that takes over is an event of its own.

ALTER TABLE tollgate.plugin_event DROP CONSTRAINT plugin_event_kind_check;
ALTER TABLE tollgate.plugin_event ADD CONSTRAINT plugin_event_kind_check
    CHECK (kind IN ('INSTALLED', 'ACTIVATED', 'ROLLED_BACK', 'DOWNGRADED', 'DEACTIVATED', 'FAILED', 'RETIRED', 'REMOVED'));
