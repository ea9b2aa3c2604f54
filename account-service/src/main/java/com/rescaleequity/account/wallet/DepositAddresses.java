package com.rescaleequity.account.wallet;

import com.rescaleequity.account.wallet.address.SandboxAddresses;
import com.rescaleequity.platform.auth.WrappingKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where accounts pay in: in the sandbox an address of each network that is the account's for ever
 * and nobody's really, so nothing that is sent there arrives.
 */
@ApplicationScoped
public class DepositAddresses {

    private static final String FIRST_SHOWN =
            """
            WITH made AS (INSERT INTO deposit_address (account_id, asset, network, created_at)
                VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING created_at)
            SELECT created_at FROM made UNION ALL
            SELECT created_at FROM deposit_address
                WHERE account_id = $1 AND asset = $2 AND network = $3 LIMIT 1\
            """;

    private final WrappingKeys keys;
    private final Pool pool;
    private final Clock clock;

    public DepositAddresses(WrappingKeys keys, Pool pool, Clock clock) {
        this.keys = keys;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Where to pay in.
     *
     * @param createdAt when it was first shown, epoch ms
     */
    public record DepositAddress(String address, long createdAt) {}

    /** The account's address on a network; empty where the network has none. */
    public Uni<Optional<DepositAddress>> of(long accountId, String asset, String network) {
        Optional<String> address =
                SandboxAddresses.of(network, bytes(accountId + " " + asset + " " + network));
        if (address.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return pool.preparedQuery(FIRST_SHOWN)
                .execute(Tuple.of(accountId, asset, network, clock.millis()))
                .map(rows -> rows.iterator().next().getLong(0))
                .map(first -> Optional.of(new DepositAddress(address.get(), first)));
    }

    // The oldest key: an address must not change when a newer one comes.
    private byte[] bytes(String whose) {
        try {
            SecretKeySpec key = keys.derived("deposit addresses of the sandbox").getLast();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(whose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
