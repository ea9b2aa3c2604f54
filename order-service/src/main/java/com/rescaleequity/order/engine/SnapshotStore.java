package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.platform.auth.WrappingKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the last snapshots of the core in PostgreSQL, compressed and in parts. Its methods block:
 * only the engine's own threads call them.
 */
@ApplicationScoped
public class SnapshotStore {

    static final int KEPT = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PART_BYTES = 1 << 20;

    /**
     * What is known of a snapshot without reading it.
     *
     * @param commandOffset the last command that it covers
     * @param sequence of the last event until then
     * @param eventHash running hash after that event
     */
    record Entry(long commandOffset, long sequence, long eventHash, int logicVersion) {}

    private final Pool pool;
    private final Seal seal;

    public SnapshotStore(Pool pool, WrappingKeys keys) {
        this.pool = pool;
        this.seal = new Seal(keys.derived(Seal.SNAPSHOTS));
    }

    /** Every kept snapshot, the newest first. */
    List<Entry> newestFirst() {
        RowSet<Row> rows =
                pool.query(
                                """
                                select command_offset, sequence, event_hash, logic_version
                                from core_snapshot order by command_offset desc
                                """)
                        .execute()
                        .await()
                        .atMost(PATIENCE);
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            entries.add(
                    new Entry(row.getLong(0), row.getLong(1), row.getLong(2), row.getInteger(3)));
        }
        return entries;
    }

    /**
     * The state that a snapshot holds.
     *
     * @throws CorruptStateException when it is damaged, or not one that this service left
     */
    byte[] load(Entry entry) {
        Row head =
                pool.preparedQuery(
                                "select state_bytes, seal from core_snapshot where command_offset = $1")
                        .execute(Tuple.of(entry.commandOffset()))
                        .await()
                        .atMost(PATIENCE)
                        .iterator()
                        .next();
        long stateBytes = head.getLong(0);
        byte[] mac = head.getBuffer(1).getBytes();
        byte[] packed = packed(entry);
        if (!seal.fits(mac, numbers(entry, stateBytes), packed)) {
            throw new CorruptStateException("its seal does not fit: somebody else changed it");
        }
        return Packing.unpack(packed, stateBytes);
    }

    private byte[] packed(Entry entry) {
        RowSet<Row> rows =
                pool.preparedQuery(
                                "select data from core_snapshot_part where command_offset = $1 order by number")
                        .execute(Tuple.of(entry.commandOffset()))
                        .await()
                        .atMost(PATIENCE);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (Row row : rows) {
            packed.writeBytes(row.getBuffer(0).getBytes());
        }
        return packed.toByteArray();
    }

    /**
     * Keeps a snapshot, unless another replica has kept the same, and lets go of all but the last
     * ones, in one transaction.
     */
    void save(Entry entry, byte[] state) {
        byte[] packed = Packing.pack(state);
        byte[] sealed = seal.over(numbers(entry, state.length), packed);
        pool.withTransaction(connection ->
                        insert(connection, entry, state.length, sealed)
                                .chain(isNew ->
                                        isNew
                                                ? insertParts(connection, entry, packed, 0)
                                                        .chain(() -> dropOld(connection))
                                                : Uni.createFrom().voidItem()))
                .await()
                .atMost(PATIENCE);
    }

    private static long[] numbers(Entry entry, long bytes) {
        return new long[] {
            entry.commandOffset(), entry.sequence(), entry.eventHash(), entry.logicVersion(), bytes
        };
    }

    private static Uni<Boolean> insert(
            SqlConnection connection, Entry entry, int bytes, byte[] sealed) {
        return connection
                .preparedQuery(
                        """
                        insert into core_snapshot
                            (command_offset, sequence, event_hash, logic_version, state_bytes, seal)
                        values ($1, $2, $3, $4, $5, $6) on conflict do nothing
                        """)
                .execute(
                        Tuple.of(
                                entry.commandOffset(),
                                entry.sequence(),
                                entry.eventHash(),
                                entry.logicVersion(),
                                (long) bytes,
                                Buffer.buffer(sealed)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Uni<Void> insertParts(
            SqlConnection connection, Entry entry, byte[] packed, int number) {
        int from = number * PART_BYTES;
        if (from >= packed.length) {
            return Uni.createFrom().voidItem();
        }
        byte[] part = Arrays.copyOfRange(packed, from, Math.min(packed.length, from + PART_BYTES));
        return connection
                .preparedQuery("insert into core_snapshot_part values ($1, $2, $3)")
                .execute(Tuple.of(entry.commandOffset(), number, Buffer.buffer(part)))
                .chain(() -> insertParts(connection, entry, packed, number + 1));
    }

    private static Uni<Void> dropOld(SqlConnection connection) {
        return connection
                .preparedQuery(
                        """
                        delete from core_snapshot where command_offset not in
                            (select command_offset from core_snapshot
                             order by command_offset desc limit $1)
                        """)
                .execute(Tuple.of(KEPT))
                .replaceWithVoid();
    }
}
