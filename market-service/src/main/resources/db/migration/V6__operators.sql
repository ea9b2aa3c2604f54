-- What an operator's action was done for, and the operator's name for it.
ALTER TABLE instrument_audit
    ADD COLUMN reason text NOT NULL DEFAULT '',
    ADD COLUMN request_id text NOT NULL DEFAULT '';
-- A repeated request changes nothing more.
CREATE UNIQUE INDEX instrument_audit_request ON instrument_audit (actor, request_id)
    WHERE request_id <> '';
