package com.rescaleequity.account.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who did what, when, from where and why, each record chained to the one before it. */
@ApplicationScoped
public class AuditTrail {

    private static final String PAGE =
            """
            SELECT number, at, actor, action, subject, detail, from_address, reason, request_id,
                hash
            FROM audit_record
            WHERE number < $1 AND ($2::text IS NULL OR subject = $2)
                AND ($3::text IS NULL OR actor = $3)
            ORDER BY number DESC LIMIT $4\
            """;
    private static final String HEAD = "SELECT number, hash FROM audit_head";
    private static final String FAULT =
            "SELECT number, fault FROM audit_fault ORDER BY number LIMIT 1";

    private final Pool pool;

    AuditTrail(Pool pool) {
        this.pool = pool;
    }

    /**
     * A record.
     *
     * @param at epoch ms
     * @param detail JSON
     * @param hash of this record and all before it
     */
    public record Line(
            long number,
            long at,
            String actor,
            String action,
            String subject,
            String detail,
            String address,
            String reason,
            String requestId,
            String hash) {}

    /**
     * Whether the trail is whole.
     *
     * @param records how many there are
     * @param hash of all of them: whoever has noted an older one can see that it is still there
     * @param firstBroken the first record that does not fit the one before it; null = none
     */
    public record Verdict(
            long records,
            String hash,
            boolean valid,
            @Nullable Long firstBroken,
            @Nullable String fault) {}

    /** Records before a number, newest first, of one subject or actor where they are given. */
    public Uni<List<Line>> before(
            long number, @Nullable String subject, @Nullable String actor, int most) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(number, subject, actor, most))
                .map(rows -> {
                    List<Line> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(line(row)));
                    return lines;
                });
    }

    private static Line line(Row row) {
        return new Line(
                row.getLong("number"),
                row.getLong("at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("from_address"),
                row.getString("reason"),
                row.getString("request_id"),
                HexFormat.of().formatHex(row.getBuffer("hash").getBytes()));
    }

    /** Reads all of it and tells the first record that is not as it was written. */
    public Uni<Verdict> verify() {
        return pool.query(HEAD)
                .execute()
                .map(rows -> rows.iterator().next())
                .chain(head ->
                        pool.query(FAULT)
                                .execute()
                                .map(faults -> {
                                    Row fault =
                                            faults.size() == 0 ? null : faults.iterator().next();
                                    return new Verdict(
                                            head.getLong(0),
                                            HexFormat.of().formatHex(head.getBuffer(1).getBytes()),
                                            fault == null,
                                            fault == null ? null : fault.getLong(0),
                                            fault == null ? null : fault.getString(1));
                                }));
    }
}
