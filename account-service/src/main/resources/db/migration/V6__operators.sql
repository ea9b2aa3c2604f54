-- What an operator's action was done for, and the operator's name for it; empty for other actions.
ALTER TABLE audit_record
    ADD COLUMN reason text NOT NULL DEFAULT '',
    ADD COLUMN request_id text NOT NULL DEFAULT '';

-- What an account may do, as an operator says.
ALTER TABLE account DROP CONSTRAINT account_status_check;
ALTER TABLE account ADD CONSTRAINT account_status_check
    CHECK (status IN ('active', 'suspended', 'trading-disabled', 'withdrawals-disabled'));

-- Whether the account was handed out by the sandbox, to anybody.
ALTER TABLE account ADD COLUMN sandbox boolean NOT NULL DEFAULT false;
UPDATE account SET sandbox = true FROM audit_record
    WHERE subject = 'acc_' || account_id AND action = 'accounts.create' AND actor = 'sandbox';
CREATE INDEX account_sandbox ON account (created_at) WHERE sandbox;

-- When every service was told to forget the key, epoch ms; 0 = not yet.
ALTER TABLE api_key ADD COLUMN forgotten_at bigint NOT NULL DEFAULT 0;
CREATE INDEX api_key_remembered ON api_key (created_at) WHERE forgotten_at = 0;

-- First answers of calls that may be repeated, so that a repetition does nothing more.
CREATE TABLE first_answer (
    -- Whose calls: an account, an address, an operator.
    owner text NOT NULL,
    -- The caller's name for the call.
    request text NOT NULL,
    -- Hash of method, path and body.
    fingerprint bytea NOT NULL,
    -- Wrapped, because some hold secrets; empty when it is kept no longer.
    answer bytea NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (owner, request)
);
CREATE INDEX first_answer_age ON first_answer (created_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON first_answer TO ${app_role};

-- The command that brings the transfer. Where the ledger has passed it without an entry, the core
-- refused it.
ALTER TABLE transfer ADD COLUMN message_id bigint;
