-- Keys that their owners make: what became of them, when and from where they were used last.
ALTER TABLE api_key
    -- hmac-sha256: the wrapped secret is the HMAC's key; ed25519: it is the public key.
    ADD COLUMN signature_type text NOT NULL DEFAULT 'hmac-sha256'
        CHECK (signature_type IN ('hmac-sha256', 'ed25519')),
    -- Epoch ms; 0 = not.
    ADD COLUMN revoked_at bigint NOT NULL DEFAULT 0,
    -- Epoch ms, to the minute; 0 = never.
    ADD COLUMN last_used_at bigint NOT NULL DEFAULT 0,
    ADD COLUMN last_used_ip text NOT NULL DEFAULT '';
UPDATE api_key SET revoked_at = created_at WHERE state = 'revoked';

-- How long a first answer is kept: name and answer for a day; the name for ever and its answer for
-- a day; both for ever.
ALTER TABLE first_answer
    ADD COLUMN kept text NOT NULL DEFAULT 'day' CHECK (kept IN ('day', 'name', 'ever'));
UPDATE first_answer SET kept = 'name' WHERE owner LIKE 'operator %';
DROP INDEX first_answer_age;
CREATE INDEX first_answer_age ON first_answer (created_at) WHERE kept <> 'ever';
