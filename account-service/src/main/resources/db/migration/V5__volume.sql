-- A month of trading in a small currency does not fit into a bigint of units.
ALTER TABLE trading_volume ALTER COLUMN volume TYPE numeric;
COMMENT ON COLUMN trading_volume.volume IS 'Units of the account currency, traded on that UTC day';
