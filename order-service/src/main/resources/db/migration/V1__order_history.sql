-- Order history: what the follower of trading.events has seen, one row an order and one a fill.
-- Quantities, prices and amounts are units of 10^-8; times are epoch milliseconds.

create table follower_position (
    name           text primary key,
    sequence       bigint not null,
    command_offset bigint not null,
    record_offset  bigint not null
);

create table orders (
    order_id        bigint primary key,
    account_id      bigint   not null,
    client_order_id text     not null,
    symbol          text     not null,
    side            smallint not null,
    type            smallint not null,
    status          smallint not null,
    quantity        bigint   not null,
    limit_price     bigint   not null,
    filled_quantity bigint   not null,
    filled_value    bigint   not null,
    created_at      bigint   not null,
    updated_at      bigint   not null,
    -- The whole order as protobuf (exchange.trading.Order); the columns above are for queries.
    body            bytea    not null
);

create index orders_by_account on orders (account_id, created_at, order_id);
create index orders_by_client_order_id on orders (account_id, client_order_id);
create index orders_open on orders (account_id, created_at, order_id) where status in (1, 2);

create table fills (
    order_id       bigint   not null,
    trade_id       bigint   not null,
    account_id     bigint   not null,
    symbol         text     not null,
    price          bigint   not null,
    quantity       bigint   not null,
    quote_quantity bigint   not null,
    fee            bigint   not null,
    liquidity      smallint not null,
    executed_at    bigint   not null,
    primary key (order_id, trade_id)
);

grant select, insert, update on follower_position, orders to ${app_role};
grant select, insert on fills to ${app_role};
