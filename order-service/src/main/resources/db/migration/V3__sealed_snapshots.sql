-- Snapshots of before have no seal, and another form that nobody reads any more.
DELETE FROM core_snapshot;

-- HMAC-SHA256 over everything that says what the snapshot is and over its packed state, under a key
-- that is not in the database: who may write here cannot make a state that is believed.
ALTER TABLE core_snapshot ADD COLUMN seal bytea NOT NULL;
