package com.rescaleequity.account.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.account.testing.CoreBooks;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.BalanceReason;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.TradeExecuted;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Events in; journal lines and balances out, as tables. */
class LedgerScenarioTest {

    private final CoreBooks core = new CoreBooks();
    private final List<Event> events = new ArrayList<>();

    @Test
    void depositComesFromTheOutsideWorld() {
        // Given
        events.addAll(core.move(51, "USD", Units.of("250000"), 0, "d_1"));

        // When
        LedgerFold fold = fold();

        // Then
        assertThat(journal(fold))
                .isEqualTo(
                        """
                        1 deposit 0 USD -250000
                        1 deposit 51 USD 250000 -> 250000\
                        """);
    }

    @Test
    void tradeHasBaseLegQuoteLegAndFees() {
        // Given
        list();
        events.addAll(core.move(51, "USD", Units.of("10000"), 0, "d_1"));
        events.addAll(core.move(52, "BTC", Units.of("1"), Units.of("60000"), "d_2"));
        events.addAll(core.trade(51, 52, "BTCUSD", Units.of("45000"), Units.of("0.2")));

        // When
        LedgerFold fold = fold();

        // Then
        assertThat(journal(fold))
                .endsWith(
                        """
                        6 trade 52 BTC -0.2 -> 0.8
                        6 trade 51 BTC 0.2 -> 0.2
                        6 trade 51 USD -9000 -> 1000
                        6 trade 52 USD 9000 -> 9000
                        6 fee 51 USD -18 -> 982
                        6 fee 52 USD -9 -> 8991
                        6 fee 1 USD 27 -> 27\
                        """);
        assertThat(fold.balances().get(new BalanceKey(51, "BTC")).averageCost())
                .isEqualByComparingTo("45090");
        assertThat(fold.balances().get(new BalanceKey(52, "BTC")).averageCost())
                .isEqualByComparingTo("60000");
    }

    @Test
    void makerWhoBuysPaysTheMakerFeeIntoTheCost() {
        // Given
        list();
        events.addAll(core.move(51, "USD", Units.of("10000"), 0, "d_1"));
        events.addAll(core.move(52, "BTC", Units.of("1"), Units.of("60000"), "d_2"));
        events.addAll(core.trade(51, 52, "BTCUSD", Units.of("45000"), Units.of("0.2"), Side.SELL));

        // When
        LedgerFold fold = fold();

        // Then
        assertThat(fold.balances().get(new BalanceKey(51, "BTC")).averageCost())
                .isEqualByComparingTo("45045");
    }

    @Test
    void holdsChangeNothingInTheJournal() {
        // Given
        events.addAll(core.move(51, "USD", Units.of("100"), 0, "d_1"));
        events.addAll(core.hold(51, "USD", Units.of("40")));

        // When
        LedgerFold fold = fold();

        // Then
        AccountBalance balance = fold.balances().get(new BalanceKey(51, "USD"));
        assertThat(balance.total()).isEqualTo(Units.of("100"));
        assertThat(balance.held()).isEqualTo(Units.of("40"));
        assertThat(balance.available()).isEqualTo(Units.of("60"));
        assertThat(fold.entries()).hasSize(1);
    }

    @Test
    void listingPriceIsTheLastPriceUntilTheFirstTrade() {
        // Given
        list();

        // When
        LedgerMarket listed = fold().markets().get("BTCUSD");

        // Then
        assertThat(listed.lastPrice()).isEqualTo(Units.of("60000"));
        assertThat(listed.lastTradeId()).isZero();
    }

    @Test
    void newRulesKeepTheLastTradesPrice() {
        // Given
        list();
        events.addAll(core.move(51, "USD", Units.of("10000"), 0, "d_1"));
        events.addAll(core.move(52, "BTC", Units.of("1"), Units.of("60000"), "d_2"));
        events.addAll(core.trade(51, 52, "BTCUSD", Units.of("45000"), Units.of("0.2")));
        list();

        // When
        LedgerMarket market = fold().markets().get("BTCUSD");

        // Then
        assertThat(market.lastPrice()).isEqualTo(Units.of("45000"));
        assertThat(market.lastTradeId()).isEqualTo(1);
    }

    @Test
    void balanceThatTheJournalDoesNotExplainIsAFault() {
        // Given
        events.addAll(core.move(51, "USD", Units.of("100"), 0, "d_1"));
        core.of(51, "USD")[0]++;
        events.add(core.changed(51, BalanceReason.BALANCE_ORDER, "1", "USD"));

        // When / Then
        assertThatThrownBy(this::fold)
                .isInstanceOf(LedgerFault.class)
                .hasMessageContaining("event 3")
                .hasMessageContaining("account 51 has 10000000000 units of USD")
                .hasMessageContaining("10000000001 available");
    }

    @Test
    void tradeOfAnUnknownMarketIsAFault() {
        // Given
        core.list("BTCUSD", "BTC", Units.of("60000"));
        events.addAll(core.trade(51, 52, "BTCUSD", Units.of("45000"), Units.of("0.2")));

        // When / Then
        assertThatThrownBy(this::fold).isInstanceOf(LedgerFault.class);
    }

    @Test
    void overflowIsAFault() {
        // Given
        events.addAll(core.move(51, "USD", Long.MAX_VALUE, 0, "d_1"));
        events.addAll(core.move(51, "USD", 1, 0, "d_2"));

        // When / Then
        assertThatThrownBy(this::fold).isInstanceOf(LedgerFault.class);
    }

    @Test
    void noDayOfTradingIsTooMuchForTheVolume() {
        // Given two trades in a small currency's order of size
        list();
        for (long account : new long[] {51, 52}) {
            events.add(
                    Event.newBuilder()
                            .setTradeExecuted(
                                    TradeExecuted.newBuilder()
                                            .setSymbol("BTCUSD")
                                            .setTakerAccountId(account)
                                            .setMakerAccountId(account == 51 ? 52 : 51)
                                            .setTakerSide(Side.BUY)
                                            .setPrice(Units.ONE)
                                            .setQuantity(account * Units.ONE)
                                            .setQuoteQuantity(4_850_000_000_000_000_000L))
                            .build());
        }

        // When
        LedgerFold fold = fold();

        // Then
        assertThat(fold.volumes().values())
                .hasSize(2)
                .allMatch(volume -> volume.equals(new BigInteger("9700000000000000000")));
    }

    private void list() {
        events.addAll(core.list("BTCUSD", "BTC", Units.of("60000")));
    }

    private LedgerFold fold() {
        LedgerFold fold = new LedgerFold(Map.of());
        EventBatch batch =
                EventBatch.whole(
                        Position.START, new Position(events.size(), 0, 0), events, core.time());
        fold.touched(batch);
        fold.apply(batch);
        return fold;
    }

    private static String journal(LedgerFold fold) {
        return fold.lines().stream()
                .map(line ->
                        "%d %s %d %s %s%s"
                                .formatted(
                                        line.entryId(),
                                        line.posting().kind().text(),
                                        line.posting().accountId(),
                                        line.posting().asset(),
                                        decimal(line.posting().amount()),
                                        line.after() == null ? "" : " -> " + decimal(line.after())))
                .collect(Collectors.joining("\n"));
    }

    private static String decimal(long units) {
        return Units.toDecimal(units).toPlainString();
    }
}
