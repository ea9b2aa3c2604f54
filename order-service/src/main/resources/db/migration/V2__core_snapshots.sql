-- The trading core's whole state at an offset of trading.commands, in parts of a compressed text.
CREATE TABLE core_snapshot (
    command_offset bigint PRIMARY KEY,
    sequence bigint NOT NULL,
    event_hash bigint NOT NULL,
    logic_version integer NOT NULL,
    state_bytes bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE core_snapshot_part (
    command_offset bigint NOT NULL REFERENCES core_snapshot ON DELETE CASCADE,
    number integer NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (command_offset, number)
);

GRANT SELECT, INSERT, DELETE ON core_snapshot, core_snapshot_part TO ${app_role};
