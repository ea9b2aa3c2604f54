package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.Balance;
import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Command.AmendOrder;
import com.rescaleequity.order.trading.message.Command.BatchItem;
import com.rescaleequity.order.trading.message.Command.CancelAllAfter;
import com.rescaleequity.order.trading.message.Command.CancelAllOrders;
import com.rescaleequity.order.trading.message.Command.CancelOrder;
import com.rescaleequity.order.trading.message.Command.CancelOrders;
import com.rescaleequity.order.trading.message.Command.MoveFunds;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Command.PlaceOrders;
import com.rescaleequity.order.trading.message.Command.SetAccountFees;
import com.rescaleequity.order.trading.message.Command.SetAccountState;
import com.rescaleequity.order.trading.message.Command.SetInstrument;
import com.rescaleequity.order.trading.message.Command.Tick;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.CommandEnvelope.RequestKey;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.FundsMoveKind;
import com.rescaleequity.order.trading.message.Lease;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.StatusReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plays a text table against a core: a line at the margin is a command, and the indented lines
 * under it are the events and then the outcome that it must bring about, or the book asked for.
 */
final class Scenario {

    private static final Map<String, Long> ACCOUNTS =
            Map.of("fees", 1L, "alice", 51L, "bob", 52L, "carol", 53L);

    private TradingCore core = new TradingCore();
    private final Outboxes outboxes = new Outboxes();
    private final Map<String, Long> book = new TreeMap<>();
    private final List<String> transcript = new ArrayList<>();
    private boolean withBalances;
    private long time;

    private Scenario() {}

    /** Everybody has 100 BTC and 100000 USD, the last price is 100; balance events are left out. */
    static void play(String table) {
        new Scenario().start("100000", "100").run(table);
    }

    /** Nobody has anything, the last price is 100, and balance events are told. */
    static void playWithBalances(String table) {
        Scenario scenario = new Scenario().start("", "");
        scenario.withBalances = true;
        scenario.run(table);
    }

    private Scenario start(String dollars, String bitcoins) {
        apply(new SetInstrument(Instruments.bitcoin()));
        for (String account : List.of("alice", "bob", "carol")) {
            if (!dollars.isEmpty()) {
                deposit(account, "USD", dollars);
                deposit(account, "BTC", bitcoins);
            }
        }
        transcript.clear();
        return this;
    }

    private void run(String table) {
        for (String line : table.lines().toList()) {
            if (!line.startsWith(" ")) {
                transcript.add(line);
                execute(line.split(" "));
                core.checkInvariants();
            }
        }
        assertThat(String.join("\n", transcript)).isEqualTo(table.stripTrailing());
    }

    private void execute(String[] words) {
        switch (words[0]) {
            case "deposit" -> deposit(words[1], words[3], words[2]);
            case "cancel" -> tell(apply(cancel(words)));
            case "cancel-all" -> tell(apply(cancelAll(words)));
            case "amend" -> tell(apply(amendment(words)));
            case "timer" -> tell(apply(new CancelAllAfter(account(words[1]), millis(words[2]))));
            case "test" -> tell(core.test(order(rest(words, 1))));
            case "batch" -> tell(apply(batch(words)));
            case "fees" -> tell(apply(fees(words)));
            case "account" -> tell(apply(accountState(words)));
            case "market" -> setState(MarketState.valueOf(words[1]));
            case "prevention" -> setDefault(SelfTradePrevention.valueOf(words[1]));
            case "wait" -> {
                time += millis(words[1]) - 1;
                tell(apply(new Tick()));
            }
            case "on" -> tell(apply(onLease(words)));
            case "end" -> tell(apply(new Command.EndLease(account(words[1]), lease(words[2]))));
            case "alive" -> tell(apply(new Command.RenewLeases(words[1])));
            case "restore" -> core = KeptState.of(core).restored(7);
            case "book" -> tellBook();
            case "key" -> tell(request(words));
            case "ask" -> tell(question(words));
            default -> tell(apply(order(words)));
        }
    }

    private void deposit(String account, String asset, String amount) {
        long units = Instruments.units(amount);
        apply(new MoveFunds(account(account), asset, units, FundsMoveKind.DEPOSIT, "test"));
    }

    private void setState(MarketState state) {
        apply(new SetInstrument(Instruments.bitcoin(state, "0.01")));
    }

    private void setDefault(SelfTradePrevention mode) {
        apply(new SetInstrument(Instruments.withDefault(Instruments.bitcoin(), mode)));
    }

    /** cancel alice #1 [#2 ...]. */
    private static Command cancel(String[] words) {
        List<CancelOrder> cancels =
                Arrays.stream(rest(words, 2))
                        .map(name -> new CancelOrder(account(words[1]), id(name), ""))
                        .toList();
        return cancels.size() == 1
                ? cancels.getFirst()
                : new CancelOrders(account(words[1]), cancels);
    }

    /** cancel-all alice [BUY|SELL]. */
    private static Command cancelAll(String[] words) {
        Side side = words.length > 2 ? Side.valueOf(words[2]) : null;
        return new CancelAllOrders(account(words[1]), "", side);
    }

    /**
     * amend alice #1 [to quantity] [at price] [limit price] [for time] [named label] [post-only].
     */
    private AmendOrder amendment(String[] words) {
        Map<String, String> wishes = pairs(words, 3);
        return new AmendOrder(
                account(words[1]),
                id(words[2]),
                "",
                Instruments.units(wishes.getOrDefault("to", "0")),
                Instruments.units(wishes.getOrDefault("at", "0")),
                Instruments.units(wishes.getOrDefault("limit", "0")),
                wishes.containsKey("for") ? time + 1 + millis(wishes.get("for")) : 0,
                wishes.getOrDefault("named", ""),
                Arrays.asList(words).contains("post-only") ? true : null);
    }

    /** batch alice buys 1 at 100, nothing, sells 1 at 102. */
    private PlaceOrders batch(String[] words) {
        String account = words[1];
        String[] orders = String.join(" ", rest(words, 2)).split(", ");
        return new PlaceOrders(
                account(account), Arrays.stream(orders).map(o -> item(account, o)).toList());
    }

    private BatchItem item(String account, String order) {
        return order.equals("nothing")
                ? new Command.Skipped()
                : order((account + " " + order).split(" "));
    }

    /** on one:1 alice buys 1 at 100, or on one:1 batch alice buys 1 at 100, sells 1 at 102. */
    private Command onLease(String[] words) {
        String[] orders = rest(words, 2);
        Command.Placement placement = orders[0].equals("batch") ? batch(orders) : order(orders);
        return new Command.PlaceOnLease(lease(words[1]), placement);
    }

    private static Lease lease(String text) {
        String[] parts = text.split(":");
        return new Lease(parts[0], Long.parseLong(parts[1]));
    }

    /** fees alice 0.5 0.25: the shares that she pays as maker and as taker. */
    private static SetAccountFees fees(String[] words) {
        return new SetAccountFees(
                account(words[1]), Instruments.units(words[2]), Instruments.units(words[3]));
    }

    /** account alice SUSPENDED. */
    private static SetAccountState accountState(String[] words) {
        return new SetAccountState(account(words[1]), AccountState.valueOf(words[2]));
    }

    /** key one alice buys 1 at 100: the rest is the fingerprint. */
    private Outcome request(String[] words) {
        return apply(new CommandEnvelope(0, "", 0, key(words), order(rest(words, 2))));
    }

    /** ask one alice buys 1 at 100: what became of that request. */
    private Outcome question(String[] words) {
        Command question = new Command.AskAgain(account(words[2]));
        return apply(new CommandEnvelope(0, "", 0, key(words), question));
    }

    private static RequestKey key(String[] words) {
        return new RequestKey(account(words[2]), words[1], String.join(" ", rest(words, 2)));
    }

    /**
     * alice buys 2 [at price] [stop trigger] [for time] [IOC|FOK|post-only|oldest|both]; a quantity
     * with a dollar sign is a quote quantity, and an order for a time is GTD.
     */
    private PlaceOrder order(String[] words) {
        Map<String, Long> numbers = new TreeMap<>();
        List<String> flags = new ArrayList<>();
        for (int i = 3; i < words.length; i++) {
            if (words[i].equals("at") || words[i].equals("stop")) {
                numbers.put(words[i], Instruments.units(words[++i]));
            } else if (words[i].equals("for")) {
                numbers.put("expiry", time + 1 + millis(words[++i]));
                flags.add("GTD");
            } else {
                flags.add(words[i]);
            }
        }
        long limit = numbers.getOrDefault("at", 0L);
        long trigger = numbers.getOrDefault("stop", 0L);
        OrderType unlimited = trigger == 0 ? OrderType.MARKET : OrderType.STOP_LOSS;
        boolean byQuote = words[2].startsWith("$");
        return new PlaceOrder(
                account(words[0]),
                "BTCUSD",
                words[1].equals("buys") ? Side.BUY : Side.SELL,
                limit != 0 && trigger == 0 ? OrderType.LIMIT : unlimited,
                byQuote ? 0 : Instruments.units(words[2]),
                byQuote ? Instruments.units(words[2].substring(1)) : 0,
                limit,
                trigger,
                timeInForce(flags),
                flags.contains("post-only"),
                flags.contains("oldest")
                        ? SelfTradePrevention.CANCEL_OLDEST
                        : flags.contains("both") ? SelfTradePrevention.CANCEL_BOTH : null,
                numbers.getOrDefault("expiry", 0L),
                ClientOrderId.NONE,
                false,
                0);
    }

    private static @Nullable TimeInForce timeInForce(List<String> flags) {
        return Arrays.stream(TimeInForce.values())
                .filter(each -> flags.contains(each.name()))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, String> pairs(String[] words, int from) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = from; i + 1 < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return pairs;
    }

    private static String[] rest(String[] words, int from) {
        return Arrays.copyOfRange(words, from, words.length);
    }

    /** 10s, 10ms, or off. */
    private static long millis(String duration) {
        if (duration.equals("off")) {
            return 0;
        }
        boolean fine = duration.endsWith("ms");
        long number = Long.parseLong(duration.substring(0, duration.length() - (fine ? 2 : 1)));
        return fine ? number : 1000 * number;
    }

    private Outcome apply(Command command) {
        return apply(outboxes.send(command));
    }

    private Outcome apply(CommandEnvelope envelope) {
        return core.apply(envelope, ++time, (_, _, event) -> tell(event));
    }

    /** Tells what the events do not. */
    private void tell(Outcome outcome) {
        switch (outcome) {
            case Outcome.Rejected rejected -> tell(rejected);
            case Outcome.Batch batch -> batch.outcomes().forEach(this::tell);
            case Outcome.Amended amended ->
                    tell(amended.priorityKept() ? "priority kept" : "priority lost");
            case Outcome.CancelledAll all -> tell(all.orders().size() + " cancelled");
            case Outcome.CancelledBefore all -> tell(all.orderIds().size() + " cancelled");
            case Outcome.TimerSet timer -> {
                long wait = timer.triggerTime() - timer.currentTime();
                tell(timer.triggerTime() == 0 ? "off" : "in " + wait + "ms");
            }
            case Outcome.Checked checked ->
                    tell(
                            String.join(
                                    " ",
                                    "would cost",
                                    text(checked.cost()),
                                    "and",
                                    text(checked.fee()),
                                    "and hold",
                                    text(checked.reserve()),
                                    checked.asset()));
            case Outcome.Replayed(Outcome.Accepted accepted) ->
                    tell("as before #" + number(accepted.order()));
            case Outcome.Replayed replayed -> {
                tell("as before");
                tell(replayed.first());
            }
            case Outcome.NotTaken _ -> tell("not taken");
            case Outcome.Skipped _ -> tell("skipped");
            case Outcome.Accepted _, Outcome.Done _, Outcome.Duplicate _ -> {}
        }
    }

    private void tell(Outcome.Rejected rejected) {
        String details =
                switch (rejected.details()) {
                    case RejectDetails.Range range ->
                            text(range.min()) + " to " + text(range.max());
                    case RejectDetails.Shortfall shortfall ->
                            text(shortfall.required())
                                    + " of "
                                    + text(shortfall.available())
                                    + " "
                                    + shortfall.asset();
                    case RejectDetails.Step step ->
                            text(step.below()) + " or " + text(step.above());
                    default -> "";
                };
        tell("refused " + rejected.reason() + " " + details);
    }

    private void tell(Event event) {
        switch (event) {
            case Event.OrderChanged changed -> tell(changed);
            case Event.TradeExecuted trade ->
                    tell("trade " + text(trade.quantity()) + " at " + text(trade.price()));
            case Event.BookChanged level -> {
                book.put(level.side() + " " + text(level.price()), level.quantity());
                tell(bookName(level.side()) + total(level.price(), level.quantity()));
            }
            case Event.BalancesChanged changed -> {
                if (withBalances) {
                    changed.balances().forEach(b -> tell(balance(changed.accountId(), b)));
                }
            }
            case Event.FundsMoved moved ->
                    tell("moved " + text(moved.amount()) + " worth " + text(moved.price()));
            case Event.InstrumentSet _ -> {}
        }
    }

    private void tell(Event.OrderChanged changed) {
        OrderState order = changed.order();
        String what = "#" + number(order) + " " + changed.change().name().toLowerCase(Locale.ROOT);
        String why = order.statusReason() == StatusReason.NONE ? "" : " " + order.statusReason();
        Fill fill = changed.fill();
        String share = fill == null ? "" : " as " + fill.liquidity() + " for " + text(fill.fee());
        boolean openEnded = order.quantity() == 0;
        String left = text(order.quantity() - order.filledQuantity()) + " left";
        String filled = text(order.filledQuantity()) + " filled";
        tell(what + share + ", " + (openEnded ? filled : left) + why);
    }

    private void tellBook() {
        book.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getKey().split(" ")[1] + " " + e.getKey() + " " + text(e.getValue()))
                .sorted(Comparator.comparingDouble(line -> -Double.parseDouble(line.split(" ")[0])))
                .map(line -> line.split(" "))
                .map(w -> w[1].equals("BUY") ? w[3] + " | " + w[0] : "  | " + w[0] + " | " + w[3])
                .forEach(this::tell);
    }

    private static String bookName(Side side) {
        return side == Side.BUY ? "bids" : "asks";
    }

    private static String total(long price, long quantity) {
        return " " + text(quantity) + " at " + text(price);
    }

    private static String balance(long account, Balance balance) {
        String name =
                ACCOUNTS.entrySet().stream()
                        .filter(e -> e.getValue() == account)
                        .findFirst()
                        .orElseThrow()
                        .getKey();
        String held = balance.held() == 0 ? "" : " and " + text(balance.held()) + " held";
        return name + " has " + text(balance.available()) + held + " " + balance.asset();
    }

    private void tell(String line) {
        transcript.add(("    " + line).stripTrailing());
    }

    private static String text(long units) {
        return Instruments.text(units);
    }

    private static long account(String name) {
        return ACCOUNTS.get(name);
    }

    private static long number(OrderState order) {
        return order.orderId() - OpenOrders.FIRST_ORDER_ID + 1;
    }

    private static long id(String name) {
        return OpenOrders.FIRST_ORDER_ID - 1 + Long.parseLong(name.substring(1));
    }
}
