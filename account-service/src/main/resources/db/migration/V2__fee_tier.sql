-- The fee tier of an account, a name of the service's settings.
ALTER TABLE account ADD COLUMN fee_tier text NOT NULL DEFAULT 'standard';
