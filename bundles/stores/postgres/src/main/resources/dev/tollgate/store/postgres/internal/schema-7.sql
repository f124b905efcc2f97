-- Which settings were changed last. Whoever changes one of a kind holds the kind's row until it commits, so that revisions become
-- visible in their order: who asks for those after the last one that it saw misses none.
CREATE TABLE tollgate.setting_revision (
    kind     TEXT   NOT NULL COLLATE "C" PRIMARY KEY,
    revision BIGINT NOT NULL
);

CREATE TABLE tollgate.setting_change (
    slug     TEXT   NOT NULL COLLATE "C",
    kind     TEXT   NOT NULL COLLATE "C",
    revision BIGINT NOT NULL,
    PRIMARY KEY (slug, kind)
);

CREATE INDEX setting_change_since ON tollgate.setting_change (kind, revision);
