-- Who changed which instrument, when, from where and why. Rows are only ever added.
CREATE TABLE instrument_audit (
    record_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           bigint NOT NULL,
    actor        text   NOT NULL,
    from_address text   NOT NULL,
    -- instruments.set or instruments.state
    action       text   NOT NULL,
    symbol       text   NOT NULL,
    -- JSON: the instrument as it was wanted, or the states before and after and the reason.
    detail       text   NOT NULL,
    -- The command that told the core.
    number       bigint NOT NULL REFERENCES command_outbox
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% takes no % ', TG_TABLE_NAME, TG_OP;
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON instrument_audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON instrument_audit TO ${app_role};
