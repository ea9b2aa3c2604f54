-- The outbox as platform knows it: since when a message waits, and why one must not be sent.
ALTER TABLE outbox_message
    ADD COLUMN created_at bigint NOT NULL DEFAULT 0,
    -- Why it is put aside; null = it may be sent.
    ADD COLUMN refusal text;

-- The service writes messages and notes what became of them, no more.
REVOKE ALL ON outbox_message FROM ${app_role};
GRANT SELECT ON outbox_message TO ${app_role};
GRANT INSERT (outbox, record_key, payload, not_before, created_at) ON outbox_message TO ${app_role};
GRANT UPDATE (number, record_offset, refusal) ON outbox_message TO ${app_role};
REVOKE ALL ON outbox_counter FROM ${app_role};
GRANT SELECT, UPDATE (last_number) ON outbox_counter TO ${app_role};
