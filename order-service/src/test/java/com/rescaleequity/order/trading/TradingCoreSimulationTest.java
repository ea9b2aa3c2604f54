package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.Command.CancelOrder;
import com.rescaleequity.order.trading.Command.MoveFunds;
import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.Command.SetInstrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random commands to the core and to a {@link ReferenceExchange}, compared after every step. A
 * failure names its seed; {@code -Dseed=} runs that one only, {@code -Dsteps=} sets the length.
 */
class TradingCoreSimulationTest {

    private static final List<String> SYMBOLS = List.of("AAAUSD", "BBBUSD");
    private static final List<String> ASSETS = List.of("USD", "AAA", "BBB");
    private static final int ACCOUNTS = 4;

    /** What the random orders must bring about somewhere, or the comparison would prove little. */
    private static final List<String> REACHABLE =
            List.of(
                    "DUPLICATE_CLIENT_ORDER_ID",
                    "FOK_UNFILLABLE",
                    "INSUFFICIENT_BALANCE",
                    "INSUFFICIENT_LIQUIDITY",
                    "IOC_UNFILLED",
                    "MAX_OPEN_ORDERS",
                    "POST_ONLY_WOULD_CROSS",
                    "PRICE_COLLAR",
                    "PRICE_OUT_OF_BAND",
                    "SELF_TRADE_PREVENTION",
                    "STOP_WOULD_TRIGGER_IMMEDIATELY",
                    "TRIGGER_PRICE_BAND",
                    "USER_REQUEST");

    private final int steps = Integer.getInteger("steps", 500);

    @Test
    void coreAgreesWithTheReferenceAfterEveryStep() {
        Long seed = Long.getLong("seed");
        long first = seed == null ? 1 : seed;
        long last = seed == null ? 200 : seed;
        Set<String> met = new TreeSet<>();
        for (long each = first; each <= last; each++) {
            Run run = new Run(each);
            run.play(steps);
            met.addAll(run.met);
        }
        if (seed == null) {
            assertThat(met).containsAll(REACHABLE);
        }
    }

    @Test
    void sameCommandsGiveTheSameHash() {
        // Given
        Run one = new Run(4711);
        Run other = new Run(4711);

        // When
        one.play(200);
        other.play(200);

        // Then
        assertThat(one.core.eventHash()).isEqualTo(other.core.eventHash()).isNotZero();
        assertThat(one.core.sequence()).isEqualTo(other.core.sequence());
    }

    private static final class Run {

        private final long seed;
        private final SplittableRandom random;
        private final TradingCore core = new TradingCore();
        private final ReferenceExchange reference = new ReferenceExchange();
        private final EventMirror mirror = new EventMirror();
        private final List<Command> history = new ArrayList<>();
        private final Set<String> met = new TreeSet<>();
        private long placed;

        Run(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            for (String symbol : SYMBOLS) {
                Instrument rules = Instruments.narrow(symbol, symbol.substring(0, 3));
                reference.list(rules);
                apply(new SetInstrument(rules));
            }
            // The last account starts with nothing, so that it often has just enough or too little.
            for (long account = 51; account < 50 + ACCOUNTS; account++) {
                for (String asset : ASSETS) {
                    deposit(account, asset, 60_000_000);
                }
            }
        }

        private void deposit(long account, String asset, long amount) {
            apply(new MoveFunds(account, asset, amount, FundsMoveKind.DEPOSIT, "start"));
            reference.move(account, asset, BigDecimal.valueOf(amount, 8));
        }

        void play(int steps) {
            for (int step = 1; step <= steps; step++) {
                try {
                    step();
                    compare();
                } catch (AssertionError | RuntimeException failure) {
                    String line = "-Dseed=" + seed + " -Dsteps=" + step;
                    Command last = history.isEmpty() ? null : history.getLast();
                    throw new AssertionError("reproduce with " + line + ": " + last, failure);
                }
            }
        }

        private void step() {
            mirror.trades.clear();
            mirror.statusReasons.clear();
            reference.trades.clear();
            int kind = random.nextInt(100);
            if (kind < 6) {
                moveFunds();
            } else if (kind < 16) {
                cancel();
            } else {
                place();
            }
            assertThat(mirror.trades).isEqualTo(reference.trades);
        }

        private void moveFunds() {
            String asset = oneOf(ASSETS);
            long account = account();
            long amount = random.nextLong(4_000_000) - 1_000_000;
            if (random.nextInt(3) == 0) {
                amount = -core.available(account, asset);
            }
            move(account, asset, amount == 0 ? 1 : amount);
        }

        private void move(long account, String asset, long amount) {
            FundsMoveKind kind = FundsMoveKind.ADJUSTMENT;
            Outcome outcome = apply(new MoveFunds(account, asset, amount, kind, "move"));
            assertThat(describe(outcome))
                    .isEqualTo(reference.move(account, asset, BigDecimal.valueOf(amount, 8)));
        }

        private void cancel() {
            long orderId = 1_000_001 + random.nextLong(placed + 3);
            long account = account();
            List<OrderState> open = core.openOrders(account);
            if (!open.isEmpty() && random.nextInt(4) > 0) {
                orderId = open.get(random.nextInt(open.size())).orderId();
            }
            Outcome outcome = apply(new CancelOrder(account, orderId, ""));
            assertThat(describe(outcome)).isEqualTo(reference.cancel(account, orderId));
        }

        private void place() {
            PlaceOrder terms = randomOrder();
            if (terms.side() == Side.BUY && random.nextInt(5) == 0) {
                leaveJustEnough(terms);
            }
            Outcome outcome = apply(terms);
            if (outcome instanceof Outcome.Accepted) {
                placed++;
            }
            assertThat(describe(outcome)).isEqualTo(placeInReference(terms));
        }

        /** Makes the account's dollars what the order reserves, to the last unit. */
        private void leaveJustEnough(PlaceOrder terms) {
            ReferenceRules rules = reference.rules.get(terms.symbol());
            long price = Math.max(terms.limitPrice(), terms.triggerPrice());
            BigDecimal value =
                    BigDecimal.valueOf(price, 8).multiply(BigDecimal.valueOf(terms.quantity(), 8));
            BigDecimal collar = terms.limitPrice() == 0 ? rules.collarUp() : BigDecimal.ONE;
            BigDecimal needed = rules.withFee(value.multiply(collar).setScale(8, RoundingMode.UP));
            long available = core.available(terms.accountId(), "USD");
            long amount = needed.movePointRight(8).longValueExact() - available;
            if (needed.signum() > 0 && amount != 0) {
                move(terms.accountId(), "USD", amount);
            }
        }

        private PlaceOrder randomOrder() {
            String symbol = oneOf(SYMBOLS);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            OrderType type =
                    random.nextInt(3) == 0 ? oneOf(List.of(OrderType.values())) : OrderType.LIMIT;
            boolean stop = type == OrderType.STOP_LOSS;
            boolean limited = type == OrderType.LIMIT || (stop && random.nextBoolean());
            boolean byQuote = type == OrderType.MARKET && random.nextInt(3) == 0;
            TimeInForce inForce = oneOf(List.of(TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK));
            if (!limited) {
                boolean allOrNone = !stop && random.nextInt(4) == 0;
                inForce = allOrNone ? TimeInForce.FOK : TimeInForce.IOC;
            } else if (random.nextInt(4) > 0) {
                inForce = TimeInForce.GTC;
            }
            boolean postOnly =
                    type == OrderType.LIMIT && inForce == TimeInForce.GTC && random.nextInt(5) == 0;
            boolean named = random.nextInt(4) == 0;
            return new PlaceOrder(
                    account(),
                    symbol,
                    side,
                    type,
                    byQuote ? 0 : quantity(),
                    byQuote ? 1 + random.nextLong(5_000_000) : 0,
                    limited ? price(symbol, side == Side.BUY ? -2 : 2) : 0,
                    stop ? price(symbol, side == Side.BUY ? 4 : -4) : 0,
                    inForce,
                    postOnly,
                    oneOf(List.of(SelfTradePrevention.values())),
                    0,
                    named ? "c" + random.nextInt(60) : "",
                    0);
        }

        private long price(String symbol, int awayTicks) {
            long ticks = (long) awayTicks + random.nextInt(13) - 6;
            long near = core.lastPrice(symbol) + ticks * 1_000_000L;
            return switch (random.nextInt(40)) {
                case 0 -> near + 1;
                case 1 -> near + 30_000_000;
                case 2 -> Math.max(1_000_000, near - 30_000_000);
                default -> Math.max(1_000_000, near);
            };
        }

        private long quantity() {
            long lots = 1L + random.nextInt(random.nextInt(6) == 0 ? 65 : 15);
            return lots * 100_000 + (random.nextInt(50) == 0 ? 1 : 0);
        }

        private String placeInReference(PlaceOrder terms) {
            ReferenceOrder order = new ReferenceOrder();
            order.account = terms.accountId();
            order.symbol = terms.symbol();
            order.clientId = terms.clientOrderId();
            order.side = terms.side();
            order.type = terms.type();
            order.timeInForce = terms.timeInForce();
            order.prevention = terms.selfTradePrevention();
            order.limit = decimalOrNull(terms.limitPrice());
            order.trigger = decimalOrNull(terms.triggerPrice());
            order.open = BigDecimal.valueOf(terms.quantity(), 8);
            BigDecimal quote = BigDecimal.valueOf(terms.quoteQuantity(), 8);
            String refusal = checkRules(order, quote);
            if (refusal != null) {
                return refusal;
            }
            boolean known = reference.clientIds.containsKey(order.account + "/" + order.clientId);
            if (terms.postOnly() && !known && reference.wouldCross(order)) {
                String full = reference.tooMany(order);
                return full == null ? "POST_ONLY_WOULD_CROSS" : full;
            }
            return reference.place(order, quote);
        }

        private String checkRules(ReferenceOrder order, BigDecimal quote) {
            ReferenceRules rules = reference.rules.get(order.symbol);
            BigDecimal last = reference.lastPrices.get(order.symbol);
            List<String> refusals = new ArrayList<>();
            if (order.trigger != null) {
                refusals.add(rules.checkPrice(order.trigger));
            }
            if (order.limit != null) {
                refusals.add(rules.checkPrice(order.limit));
                refusals.add(order.trigger == null ? rules.checkBand(order.limit, last) : null);
            }
            BigDecimal price = order.limit != null ? order.limit : order.trigger;
            if (quote.signum() == 0) {
                refusals.add(rules.checkQuantity(order.open, order.limit != null));
                refusals.add(
                        rules.checkNotional(order.open.multiply(price == null ? last : price)));
            } else {
                refusals.add(rules.checkNotional(quote));
            }
            return refusals.stream().filter(r -> r != null).findFirst().orElse(null);
        }

        private void compare() {
            core.checkInvariants();
            for (String symbol : SYMBOLS) {
                Map<String, BigDecimal> levels = mirror.books.getOrDefault(symbol, Map.of());
                assertThat(texts(levels)).isEqualTo(texts(reference.book(symbol)));
                assertThat(BigDecimal.valueOf(core.lastPrice(symbol), 8))
                        .isEqualByComparingTo(reference.lastPrices.get(symbol));
            }
            for (long account = 51; account < 51 + ACCOUNTS; account++) {
                compareFunds(account);
                compareOrders(account);
            }
            compareFunds(ReferenceExchange.FEE_ACCOUNT);
        }

        private void compareFunds(long account) {
            for (String asset : ASSETS) {
                String key = account + " " + asset;
                String available = Instruments.text(core.available(account, asset));
                String held = Instruments.text(core.held(account, asset));
                BigDecimal has = ReferenceExchange.amountOf(reference.available, account, asset);
                BigDecimal holds = ReferenceExchange.amountOf(reference.held, account, asset);
                assertThat(key + available).isEqualTo(key + ReferenceExchange.plain(has));
                assertThat(key + held).isEqualTo(key + ReferenceExchange.plain(holds));
                Balance told = mirror.balances.getOrDefault(key, new Balance(asset, 0, 0));
                assertThat(told.available()).as(key).isEqualTo(core.available(account, asset));
                assertThat(told.held()).as(key).isEqualTo(core.held(account, asset));
            }
        }

        private void compareOrders(long account) {
            List<OrderState> open = core.openOrders(account);
            assertThat(open.stream().map(ReferenceOrder::describe).toList())
                    .isEqualTo(
                            reference.orders.stream()
                                    .filter(o -> o.account == account)
                                    .map(ReferenceOrder::describe)
                                    .toList());
            assertThat(open)
                    .isEqualTo(
                            mirror.openOrders.values().stream()
                                    .filter(o -> o.accountId() == account)
                                    .toList());
        }

        private Outcome apply(Command command) {
            history.add(command);
            Outcome outcome = core.apply(CommandEnvelope.of(command), history.size(), mirror);
            if (outcome instanceof Outcome.Rejected rejected) {
                met.add(rejected.reason().name());
            }
            met.addAll(mirror.statusReasons);
            return outcome;
        }

        private static String describe(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Accepted accepted -> ReferenceOrder.describe(accepted.order());
                case Outcome.Done _ -> "done";
                case Outcome.Duplicate _ -> "duplicate";
                case Outcome.Rejected rejected -> rejected.reason().name();
                default -> throw new IllegalArgumentException("not simulated: " + outcome);
            };
        }

        private static List<String> texts(Map<String, BigDecimal> levels) {
            return levels.entrySet().stream()
                    .map(e -> e.getKey() + " " + ReferenceExchange.plain(e.getValue()))
                    .toList();
        }

        private static BigDecimal decimalOrNull(long units) {
            return units == 0 ? null : BigDecimal.valueOf(units, 8);
        }

        private long account() {
            return 51L + random.nextInt(ACCOUNTS);
        }

        private <T> T oneOf(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
