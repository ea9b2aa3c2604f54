package com.rescaleequity.order.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.Command.CancelOrder;
import com.rescaleequity.order.trading.Command.MoveFunds;
import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.Command.SetInstrument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plays a text table against a core: a line at the margin is a command, and the indented lines
 * under it are the events and then the outcome that it must bring about, or the book asked for.
 */
final class Scenario {

    private static final Map<String, Long> ACCOUNTS =
            Map.of("fees", 1L, "alice", 51L, "bob", 52L, "carol", 53L);

    private final TradingCore core = new TradingCore();
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
            case "cancel" -> tell(apply(new CancelOrder(account(words[1]), id(words[2]), "")));
            case "market" -> setState(MarketState.valueOf(words[1]));
            case "book" -> tellBook();
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

    /** alice buys 2 [for quote] [at price] [stop trigger] [IOC|FOK|post-only|oldest|both]. */
    private static PlaceOrder order(String[] words) {
        Map<String, Long> numbers = new TreeMap<>();
        List<String> flags = new ArrayList<>();
        for (int i = 3; i < words.length; i++) {
            if (words[i].equals("at") || words[i].equals("stop")) {
                numbers.put(words[i], Instruments.units(words[++i]));
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
                flags.contains("IOC")
                        ? TimeInForce.IOC
                        : flags.contains("FOK") ? TimeInForce.FOK : null,
                flags.contains("post-only"),
                flags.contains("oldest")
                        ? SelfTradePrevention.CANCEL_OLDEST
                        : flags.contains("both") ? SelfTradePrevention.CANCEL_BOTH : null,
                0,
                "",
                0);
    }

    private Outcome apply(Command command) {
        return core.apply(CommandEnvelope.of(command), ++time, (_, _, event) -> tell(event));
    }

    private void tell(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
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
        String name = String.valueOf(order.orderId() - OpenOrders.FIRST_ORDER_ID + 1);
        String what = "#" + name + " " + changed.change().name().toLowerCase(Locale.ROOT);
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

    private static long id(String name) {
        return OpenOrders.FIRST_ORDER_ID - 1 + Long.parseLong(name.substring(1));
    }
}
