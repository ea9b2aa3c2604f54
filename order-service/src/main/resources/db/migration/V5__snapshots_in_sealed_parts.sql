-- Snapshots of before have another form that nobody reads any more: the core replays its log once.
DELETE FROM core_snapshot;

-- A snapshot is written and read part by part. How large it will be is not known when it begins.
ALTER TABLE core_snapshot DROP COLUMN state_bytes;

-- Each part's seal is an HMAC-SHA256 over the seal before it (the first over the snapshot's own), its
-- number, its size, whether it is the last, and its packed bytes.
ALTER TABLE core_snapshot_part
    ADD COLUMN bytes integer NOT NULL,
    ADD COLUMN is_last boolean NOT NULL,
    ADD COLUMN seal bytea NOT NULL;
