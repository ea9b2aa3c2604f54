-- Filtered pages of an account's history are index scans, however long the history is.
CREATE INDEX posting_account_asset ON posting (account_id, asset, entry_id, line);
CREATE INDEX posting_account_kind ON posting (account_id, kind, entry_id, line);
CREATE INDEX transfer_account_asset ON transfer (account_id, asset, transfer_number);
