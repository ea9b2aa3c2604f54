-- Postings are checked to balance per entry as they are added, and never change; what is left to
-- see at commit is that an entry has some at all.
CREATE OR REPLACE FUNCTION check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM posting WHERE entry_id = NEW.entry_id) THEN
        RAISE EXCEPTION 'journal entry % does not sum to zero: it has no postings', NEW.entry_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
