-- How operators have put the exchange, and who did it, when, from where and why. The latest one
-- counts; rows are only ever added.
CREATE TABLE exchange_state (
    record_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           bigint  NOT NULL UNIQUE,
    actor        text    NOT NULL,
    from_address text    NOT NULL,
    reason       text    NOT NULL,
    request_id   text    NOT NULL,
    maintenance  boolean NOT NULL,
    -- For users; empty = none.
    message      text    NOT NULL,
    -- When it is expected to end; 0 = not told.
    until        bigint  NOT NULL,
    -- A repeated request changes nothing more.
    UNIQUE (actor, request_id)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_state
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO outbox_counter VALUES ('market.exchange', 0);

GRANT SELECT, INSERT ON exchange_state TO ${app_role};
