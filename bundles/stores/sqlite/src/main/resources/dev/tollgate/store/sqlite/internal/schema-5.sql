-- What capabilities keep for plugins that were removed, and have still to delete.

CREATE TABLE cleanup_debt (
    slug       TEXT NOT NULL,
    capability TEXT NOT NULL,
    PRIMARY KEY (slug, capability)
) STRICT, WITHOUT ROWID;
