-- Prices, quantities and volumes are units of 10^-8; times are epoch milliseconds UTC.

-- What the operator lists. The rules in force are those of the table market.
CREATE TABLE instrument (
    symbol                text PRIMARY KEY,
    name                  text    NOT NULL,
    base_asset            text    NOT NULL,
    quote_asset           text    NOT NULL,
    asset_class           text    NOT NULL,
    state                 text    NOT NULL,
    tick_size             bigint  NOT NULL CHECK (tick_size > 0),
    lot_size              bigint  NOT NULL CHECK (lot_size > 0),
    min_quantity          bigint  NOT NULL,
    max_quantity          bigint  NOT NULL,
    max_market_quantity   bigint  NOT NULL,
    min_notional          bigint  NOT NULL,
    max_notional          bigint  NOT NULL,
    min_price             bigint  NOT NULL,
    max_price             bigint  NOT NULL,
    price_band_up         bigint  NOT NULL,
    price_band_down       bigint  NOT NULL,
    market_collar         bigint  NOT NULL,
    maker_fee             bigint  NOT NULL,
    taker_fee             bigint  NOT NULL,
    self_trade_prevention text    NOT NULL,
    max_open_orders       integer NOT NULL,
    max_stop_orders       integer NOT NULL,
    listing_price         bigint  NOT NULL CHECK (listing_price > 0),
    listed_at             bigint  NOT NULL
);

-- Commands for the trading core; number is dense from 1.
CREATE TABLE command_outbox (
    number     bigint PRIMARY KEY,
    command    bytea  NOT NULL,
    created_at bigint NOT NULL,
    sent_at    bigint
);
CREATE INDEX command_outbox_unsent ON command_outbox (number) WHERE sent_at IS NULL;

-- Where the follower stands. Moved in the transaction that writes a batch's rows.
CREATE TABLE follower_position (
    name               text PRIMARY KEY,
    sequence           bigint NOT NULL,
    command_offset     bigint NOT NULL,
    record_offset      bigint NOT NULL,
    engine_time        bigint NOT NULL,
    -- Every trade up to this event is on market.trades,
    published_sequence bigint NOT NULL,
    -- and every candle that closed up to this time on market.candles.
    published_time     bigint NOT NULL
);
INSERT INTO follower_position VALUES ('market', 0, -1, -1, 0, 0, 0);

-- One row for each instrument that the core knows.
CREATE TABLE market (
    symbol          text PRIMARY KEY,
    -- The Instrument message of trading.proto, as the core last set it.
    instrument      bytea  NOT NULL,
    instrument_time bigint NOT NULL,
    -- When it was first set: candles begin there.
    began           bigint NOT NULL,
    book_sequence   bigint NOT NULL DEFAULT 0,
    book_time       bigint NOT NULL DEFAULT 0
);

CREATE TABLE trade (
    symbol         text    NOT NULL,
    trade_id       bigint  NOT NULL,
    -- Of the event that told of it.
    sequence       bigint  NOT NULL,
    price          bigint  NOT NULL,
    quantity       bigint  NOT NULL,
    quote_quantity bigint  NOT NULL,
    time           bigint  NOT NULL,
    taker_bought   boolean NOT NULL,
    PRIMARY KEY (symbol, trade_id)
);
CREATE INDEX trade_time ON trade (symbol, time, trade_id);
-- Rows come in this order, so a few pages of ranges are enough.
CREATE INDEX trade_sequence ON trade USING brin (sequence) WITH (autosummarize = on);

-- Only intervals that had trades; empty ones are filled when read.
CREATE TABLE candle (
    symbol       text   NOT NULL,
    span         text   NOT NULL,
    open_time    bigint NOT NULL,
    open         bigint NOT NULL,
    high         bigint NOT NULL,
    low          bigint NOT NULL,
    close        bigint NOT NULL,
    volume       bigint NOT NULL,
    quote_volume bigint NOT NULL,
    trades       bigint NOT NULL,
    PRIMARY KEY (symbol, span, open_time)
) WITH (fillfactor = 80);

-- Levels that are not empty. Rows change all the time: room for updates in place, early vacuum.
CREATE TABLE book_level (
    symbol   text    NOT NULL,
    bid      boolean NOT NULL,
    price    bigint  NOT NULL,
    quantity bigint  NOT NULL,
    PRIMARY KEY (symbol, bid, price)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${app_role};
REVOKE ALL ON TABLE flyway_schema_history FROM ${app_role};
