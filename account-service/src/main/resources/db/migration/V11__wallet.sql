-- Money out of accounts: where it may go, and what becomes of it.

CREATE SEQUENCE address_number;

-- Where an account has allowed its money to go.
CREATE TABLE withdrawal_address (
    address_number bigint PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    asset text NOT NULL,
    network text NOT NULL,
    -- In its canonical form.
    address text NOT NULL,
    -- Empty = none.
    memo text NOT NULL,
    label text NOT NULL,
    created_at bigint NOT NULL,
    -- Nothing goes there earlier.
    usable_at bigint NOT NULL,
    -- 0 = not.
    deleted_at bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX withdrawal_address_once
    ON withdrawal_address (account_id, asset, network, address, memo) WHERE deleted_at = 0;

CREATE TABLE withdrawal (
    -- Of the same sequence as deposits.
    transfer_number bigint PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    asset text NOT NULL,
    network text NOT NULL,
    address text NOT NULL,
    memo text NOT NULL,
    -- Of the address when the withdrawal was made.
    label text NOT NULL,
    -- With the fee in it.
    amount bigint NOT NULL CHECK (amount > 0),
    fee bigint NOT NULL CHECK (fee >= 0 AND fee < amount),
    -- What counts against the day's limit, in the account currency.
    counted_value bigint NOT NULL,
    request_id text NOT NULL,
    -- requested: the core has not answered; pending: the account has paid; processing: with the
    -- provider; then one of three ends, of which two have given the money back.
    state text NOT NULL CHECK (state IN
        ('requested', 'pending', 'processing', 'completed', 'failed', 'cancelled')),
    -- none, waiting, or who approved or refused it.
    approval text NOT NULL,
    -- Empty = none.
    reason text NOT NULL,
    tx_id text NOT NULL,
    -- The messages that order the core to take the money, and to give it back.
    message_id bigint NOT NULL,
    return_message_id bigint,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    -- 0 = not.
    completed_at bigint NOT NULL DEFAULT 0
);
CREATE INDEX withdrawal_account ON withdrawal (account_id, transfer_number);
CREATE INDEX withdrawal_open ON withdrawal (transfer_number)
    WHERE state IN ('requested', 'pending', 'processing');

-- When an account was first shown where to pay in.
CREATE TABLE deposit_address (
    account_id bigint NOT NULL REFERENCES account,
    asset text NOT NULL,
    network text NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (account_id, asset, network)
);

GRANT SELECT, INSERT, UPDATE ON withdrawal_address, withdrawal TO ${app_role};
GRANT SELECT, INSERT ON deposit_address TO ${app_role};
GRANT USAGE ON SEQUENCE address_number TO ${app_role};

-- Sandbox accounts that begin anew: stopped in the core, and not yet given their funds again.
CREATE TABLE sandbox_reset (
    account_id bigint PRIMARY KEY REFERENCES account,
    -- The message that stops the account.
    message_id bigint NOT NULL,
    started_at bigint NOT NULL
);
GRANT SELECT, INSERT, DELETE ON sandbox_reset TO ${app_role};
