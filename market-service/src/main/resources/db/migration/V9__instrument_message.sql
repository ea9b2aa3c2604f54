-- What the operator wants is kept as it is told, like what the core answers (table market): the
-- rules stand in trading.proto alone. Taken over is what is in force; an instrument that the core
-- has not yet answered, or has refused, has to be sent once more.
DROP TABLE instrument;

CREATE TABLE instrument (
    symbol     text PRIMARY KEY,
    -- The Instrument message of trading.proto, with the state.
    instrument bytea NOT NULL
);

INSERT INTO instrument SELECT symbol, instrument FROM market;

GRANT SELECT, INSERT, UPDATE ON instrument TO ${app_role};
