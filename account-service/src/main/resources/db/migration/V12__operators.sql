-- The audit trail is a chain: each record's hash covers the record before it, so that none can be
-- changed, taken out or put in later without breaking it. The database makes it, whoever writes.

CREATE TABLE audit_head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    number bigint NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO audit_head (number, hash) VALUES (0, sha256(''));

ALTER TABLE audit_record
    ADD COLUMN number bigint UNIQUE,
    ADD COLUMN hash bytea;

CREATE FUNCTION audit_hash(previous bytea, r audit_record) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(previous || convert_to(jsonb_build_array(r.number, r.at, r.actor, r.action,
        r.subject, r.detail, r.from_address, r.reason, r.request_id)::text, 'UTF8'))
$$;

-- Records commit in the order of their numbers: each waits for the one before it.
CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    head audit_head;
BEGIN
    SELECT * INTO head FROM audit_head FOR UPDATE;
    NEW.number := head.number + 1;
    NEW.hash := audit_hash(head.hash, NEW);
    UPDATE audit_head SET number = NEW.number, hash = NEW.hash;
    RETURN NEW;
END
$$;

ALTER TABLE audit_record DISABLE TRIGGER append_only;
DO $$
DECLARE
    record audit_record;
    previous bytea := sha256('');
    counted bigint := 0;
BEGIN
    FOR record IN SELECT * FROM audit_record ORDER BY record_id LOOP
        counted := counted + 1;
        record.number := counted;
        previous := audit_hash(previous, record);
        UPDATE audit_record SET number = counted, hash = previous
            WHERE record_id = record.record_id;
    END LOOP;
    UPDATE audit_head SET number = counted, hash = previous;
END
$$;
ALTER TABLE audit_record ENABLE TRIGGER append_only;
ALTER TABLE audit_record ALTER COLUMN number SET NOT NULL, ALTER COLUMN hash SET NOT NULL;
CREATE TRIGGER chained BEFORE INSERT ON audit_record
    FOR EACH ROW EXECUTE FUNCTION chain_audit();

-- Where the chain is broken: to be empty. It reads all of it.
CREATE VIEW audit_fault AS
    SELECT number, fault FROM (
        SELECT r.number,
            CASE WHEN r.number <> row_number() OVER (ORDER BY r.number)
                    THEN 'a record before it is missing'
                WHEN r.hash <> audit_hash(
                        coalesce(lag(r.hash) OVER (ORDER BY r.number), sha256('')), r)
                    THEN 'it was changed'
            END AS fault
        FROM audit_record r) checked
    WHERE fault IS NOT NULL
    UNION ALL
    SELECT number + 1, 'the last records are missing' FROM audit_head h
    WHERE NOT EXISTS (SELECT FROM audit_record r WHERE r.number = h.number AND r.hash = h.hash)
        AND h.number > 0;

GRANT SELECT ON audit_head, audit_fault TO ${app_role};

-- Corrections of balances, which take two people.
CREATE SEQUENCE correction_number;
CREATE TABLE correction (
    correction_number bigint PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    asset text NOT NULL,
    -- Units; negative takes away.
    amount bigint NOT NULL CHECK (amount <> 0),
    reason text NOT NULL,
    asked_by text NOT NULL,
    asked_at bigint NOT NULL,
    -- Empty = nobody yet.
    approved_by text NOT NULL DEFAULT '',
    approved_at bigint NOT NULL DEFAULT 0,
    -- The message that orders the core to make it.
    message_id bigint,
    CHECK (approved_by <> asked_by)
);
GRANT SELECT, INSERT, UPDATE ON correction TO ${app_role};
GRANT USAGE ON SEQUENCE correction_number TO ${app_role};
