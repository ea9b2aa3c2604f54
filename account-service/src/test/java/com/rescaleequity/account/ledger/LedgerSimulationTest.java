package com.rescaleequity.account.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.account.testing.CoreBooks;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random deposits, withdrawals, holds and trades, cut into batches at random, against a naive fold:
 * exact fractions for costs, one plain map for totals.
 */
class LedgerSimulationTest {

    private static final long SEED = Long.getLong("seed", 42);
    private static final int STEPS = Integer.getInteger("steps", 3000);

    private final Random random = new Random(SEED);
    private final CoreBooks core = new CoreBooks();
    private final Map<BalanceKey, AccountBalance> kept = new HashMap<>();
    private final Map<String, BigInteger> sums = new HashMap<>();
    private final Map<BalanceKey, Long> totals = new HashMap<>();
    private final Map<Long, Cost> costs = new HashMap<>();
    private Map<String, LedgerMarket> markets = new HashMap<>();
    private long sequence;
    private long trades;

    /** A naive average: what all of it cost over how much there was when it was last bought. */
    private static final class Cost {
        private BigDecimal average = BigDecimal.ZERO;
        private long quantity;

        void buy(long added, BigDecimal paid) {
            average =
                    average.multiply(BigDecimal.valueOf(quantity))
                            .add(paid)
                            .divide(
                                    BigDecimal.valueOf(quantity + added),
                                    60,
                                    RoundingMode.HALF_EVEN);
            quantity += added;
        }

        void sell(long sold) {
            quantity -= sold;
            average = quantity == 0 ? BigDecimal.ZERO : average;
        }
    }

    @Test
    void everyBatchKeepsTheBooksBalanced() {
        // Given
        List<Event> events = new ArrayList<>(core.list("BTCUSD", "BTC", Units.of("60000")));

        // When
        for (int step = 0; step < STEPS; step++) {
            events.addAll(step());
            if (random.nextInt(20) == 0) {
                commit(events);
                events = new ArrayList<>();
                check();
            }
        }
        commit(events);

        // Then
        check();
        assertThat(trades).as("seed %d", SEED).isGreaterThan(STEPS / 10);
    }

    private List<Event> step() {
        long account = 51L + random.nextInt(5);
        long other = 51L + (account - 50L + random.nextInt(4)) % 5;
        String asset = random.nextBoolean() ? "USD" : "BTC";
        return switch (random.nextInt(6)) {
            case 0 -> deposit(account, asset);
            case 1 -> withdraw(account, asset);
            case 2 -> hold(account, asset);
            default -> trade(account, other);
        };
    }

    private List<Event> deposit(long account, String asset) {
        long most = asset.equals("BTC") ? Units.of("20") : Units.of("1000000");
        long amount = 1 + random.nextLong(most);
        long price = asset.equals("BTC") ? 1 + random.nextLong(Units.of("90000")) : 0;
        if (asset.equals("BTC")) {
            cost(account)
                    .buy(amount, BigDecimal.valueOf(price, 8).multiply(BigDecimal.valueOf(amount)));
        }
        totals.merge(new BalanceKey(account, asset), amount, Long::sum);
        return core.move(account, asset, amount, price, "d_1");
    }

    private List<Event> withdraw(long account, String asset) {
        long available = core.of(account, asset)[0];
        if (available == 0) {
            return List.of();
        }
        long amount = random.nextInt(10) == 0 ? available : 1 + random.nextLong(available) / 10;
        if (asset.equals("BTC")) {
            cost(account).sell(amount);
        }
        totals.merge(new BalanceKey(account, asset), -amount, Long::sum);
        return core.move(account, asset, -amount, 0, "w_1");
    }

    private List<Event> hold(long account, String asset) {
        long[] balance = core.of(account, asset);
        boolean release = random.nextBoolean();
        long most = release ? balance[1] : balance[0];
        if (most == 0) {
            return List.of();
        }
        long amount = 1 + random.nextLong(most);
        return core.hold(account, asset, release ? -amount : amount);
    }

    private List<Event> trade(long buyer, long seller) {
        long price = Units.of("0.01") * (1 + random.nextLong(9_000_000));
        long quantity = 1000 * (1 + random.nextLong(100_000));
        long value = price * (quantity / 1000) / 100_000;
        if (core.of(buyer, "USD")[0] < value + value / 400 + 10
                || core.of(seller, "BTC")[0] < quantity) {
            return List.of();
        }
        trades++;
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long before = core.of(buyer, "USD")[0];
        List<Event> events = core.trade(buyer, seller, "BTCUSD", price, quantity, side);
        long paid = before - core.of(buyer, "USD")[0];
        cost(buyer).buy(quantity, BigDecimal.valueOf(paid));
        cost(seller).sell(quantity);
        totals.merge(new BalanceKey(buyer, "BTC"), quantity, Long::sum);
        totals.merge(new BalanceKey(seller, "BTC"), -quantity, Long::sum);
        return events;
    }

    private Cost cost(long account) {
        return costs.computeIfAbsent(account, a -> new Cost());
    }

    private void commit(List<Event> events) {
        Position from = new Position(sequence, 0, 0);
        sequence += events.size();
        EventBatch batch =
                EventBatch.whole(from, new Position(sequence, 0, 0), events, core.time());
        LedgerFold fold = new LedgerFold(markets);
        Map<BalanceKey, AccountBalance> before = new HashMap<>();
        for (BalanceKey key : fold.touched(batch)) {
            if (kept.containsKey(key)) {
                before.put(key, kept.get(key));
            }
        }
        fold.open(before);
        fold.apply(batch);
        for (JournalEntry entry : fold.entries()) {
            Map<String, BigInteger> entrySums = new HashMap<>();
            for (Posting posting : entry.postings()) {
                BigInteger amount = BigInteger.valueOf(posting.amount());
                entrySums.merge(posting.asset(), amount, BigInteger::add);
                sums.merge(posting.accountId() + posting.asset(), amount, BigInteger::add);
            }
            assertThat(entrySums.values())
                    .as("seed %d, entry %s", SEED, entry)
                    .containsOnly(BigInteger.ZERO);
        }
        kept.putAll(fold.balances());
        markets = fold.markets();
    }

    private void check() {
        kept.forEach((key, balance) -> {
            String where = "seed %d, event %d, %s".formatted(SEED, sequence, key);
            long[] theirs = core.of(key.accountId(), key.asset());
            assertThat(balance.available()).as(where).isEqualTo(theirs[0]);
            assertThat(balance.held()).as(where).isEqualTo(theirs[1]);
            assertThat(BigInteger.valueOf(balance.total()))
                    .as(where)
                    .isEqualTo(sums.get(key.accountId() + key.asset()));
            if (key.asset().equals("BTC")) {
                assertThat(balance.total()).as(where).isEqualTo(totals.get(key));
                assertThat(balance.averageCost().setScale(8, RoundingMode.HALF_EVEN))
                        .as(where)
                        .isEqualTo(
                                cost(key.accountId()).average.setScale(8, RoundingMode.HALF_EVEN));
            }
        });
    }
}
