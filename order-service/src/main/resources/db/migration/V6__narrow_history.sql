-- What nobody reads is in the body; filled_quantity stays, to be compared with the fills.
ALTER TABLE orders
    DROP COLUMN quantity,
    DROP COLUMN limit_price,
    DROP COLUMN filled_value,
    DROP COLUMN updated_at;

-- Few of these rows change and none dies; freezing can wait for many.
ALTER TABLE orders SET (autovacuum_vacuum_insert_threshold = 1000000,
    autovacuum_vacuum_insert_scale_factor = 0.2);
ALTER TABLE fills SET (autovacuum_vacuum_insert_threshold = 1000000,
    autovacuum_vacuum_insert_scale_factor = 0.2);

-- Parts are packed already.
ALTER TABLE core_snapshot_part ALTER COLUMN data SET STORAGE EXTERNAL;
