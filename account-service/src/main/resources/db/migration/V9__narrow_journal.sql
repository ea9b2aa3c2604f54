-- What an order costs here is rows, index entries and triggers: each stands for something that is
-- read, or goes (docs/adr/0009-the-ledger-sees-to-its-sums.md).

-- An entry is made with its postings, or not at all, where entries are made.
DROP TRIGGER balanced ON journal_entry;
DROP FUNCTION check_entry();
CREATE OR REPLACE FUNCTION check_postings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM added GROUP BY entry_id, asset HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'postings do not sum to zero' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

-- What is wrong with the journal, whoever wrote it: to be empty. It reads all of it.
CREATE VIEW journal_fault AS
    SELECT entry_id, 'does not sum to zero in ' || asset AS fault
        FROM posting GROUP BY entry_id, asset HAVING sum(amount) <> 0
    UNION ALL
    SELECT entry_id, 'has line ' || line || ' twice'
        FROM posting GROUP BY entry_id, line HAVING count(*) > 1
    UNION ALL
    SELECT entry_id, 'has no postings'
        FROM journal_entry LEFT JOIN posting USING (entry_id) WHERE posting.line IS NULL
    UNION ALL
    SELECT DISTINCT entry_id, 'has postings and no entry'
        FROM posting LEFT JOIN journal_entry USING (entry_id) WHERE journal_entry.kind IS NULL;

-- History is read by account: of each asset that the account has, and then of all of them. Rare
-- kinds have an index of their own; what is not a trade is rare, or a fee of one's own.
DROP INDEX posting_account, posting_account_asset, posting_account_kind;
ALTER TABLE posting DROP CONSTRAINT posting_pkey;
ALTER TABLE posting ADD PRIMARY KEY (account_id, asset, entry_id, line);
CREATE INDEX posting_kind ON posting (account_id, asset, kind, entry_id, line)
    WHERE kind <> 'trade' AND account_id > 1;
-- Entries come in the order of time, so a time is a place among them.
CREATE INDEX journal_entry_time ON journal_entry (at, entry_id);

-- Each batch writes the same few rows again: room for it on their own pages.
ALTER TABLE balance SET (fillfactor = 50);
-- Nothing in these dies; freezing and the map of visible pages can wait for many rows.
ALTER TABLE journal_entry SET (autovacuum_vacuum_insert_threshold = 1000000,
    autovacuum_vacuum_insert_scale_factor = 0.2);
ALTER TABLE posting SET (autovacuum_vacuum_insert_threshold = 1000000,
    autovacuum_vacuum_insert_scale_factor = 0.2);
