package com.rescaleequity.account.wallet;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * Who carries money out: a bank, a custodian, a node. The sandbox has {@link SimulatedSettlement};
 * how a real one is added is told in docs/settlement.md.
 *
 * <p>Both calls may come again for the same transfer, from another process too, after any crash: a
 * provider knows transfers by their id and does each once. A call that fails changes nothing here
 * and is made again.
 */
public interface SettlementProvider {

    /**
     * Takes a transfer on. Its account has paid; it is asked again and again until the transfer has
     * ended.
     */
    Uni<Void> submit(Payout payout);

    /** Whether it wants to be handed a transfer now; what it does not want stays as it is. */
    default boolean takes(Payout payout) {
        return true;
    }

    /** How far a transfer that was taken on has come. */
    Uni<Progress> progress(Payout payout);

    /**
     * What is to be carried where.
     *
     * @param transferId the same for ever
     * @param netAmount units, without the fee
     * @param memo empty = none
     * @param label what its owner calls the address
     * @param createdAt epoch ms
     */
    record Payout(
            String transferId,
            String asset,
            String network,
            String address,
            String memo,
            String label,
            long netAmount,
            long createdAt) {

        static Payout of(Withdrawal withdrawal) {
            return new Payout(
                    withdrawal.transferId(),
                    withdrawal.asset,
                    withdrawal.network,
                    withdrawal.address,
                    withdrawal.memo,
                    withdrawal.label,
                    withdrawal.amount - withdrawal.fee,
                    withdrawal.createdAt);
        }
    }

    /** What became of a transfer. */
    sealed interface Progress {

        /** It is on its way. */
        record UnderWay() implements Progress {}

        /**
         * It has arrived.
         *
         * @param txId its name on its network
         */
        record Arrived(String txId) implements Progress {}

        /** It will not arrive, and the money never left. */
        record Failed(@Nullable String reason) implements Progress {}
    }
}
