package com.rescaleequity.order.api;

import com.rescaleequity.order.testing.TestOutboxes;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.MoveFunds;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import com.rescaleequity.protocol.trading.SetInstrument;

/** Puts into the command log what the other services would. */
final class TestCommands {

    private TestCommands() {}

    static void listInstruments() {
        list("BTCUSD", "0.1");
        list("TINYUSD", "1000000");
    }

    /** Puts BTCUSD into another state. */
    static void setState(MarketState state) {
        set(instrument("BTCUSD", "0.1").toBuilder().setState(state).build());
    }

    /** Gives BTCUSD another least price. */
    static void setMinPrice(String price) {
        set(instrument("BTCUSD", "0.1").toBuilder().setMinPrice(Units.of(price)).build());
    }

    /** Lets an account have only so many open orders in BTCUSD. */
    static void setMaxOpenOrders(int orders, int stops) {
        set(
                instrument("BTCUSD", "0.1").toBuilder()
                        .setMaxOpenOrders(orders)
                        .setMaxStopOrders(stops)
                        .build());
    }

    static void deposit(long accountId, String asset, String amount) {
        append(
                Command.newBuilder()
                        .setMoveFunds(
                                MoveFunds.newBuilder()
                                        .setAccountId(accountId)
                                        .setAsset(asset)
                                        .setAmount(Units.of(amount))
                                        .setKind(FundsMoveKind.DEPOSIT)
                                        .setReferenceId("test"))
                        .build());
    }

    static void append(Command command) {
        TestOutboxes.append(System.getProperty("exchange.test.kafka"), command);
    }

    private static void list(String symbol, String minNotional) {
        set(instrument(symbol, minNotional));
    }

    private static void set(Instrument instrument) {
        append(
                Command.newBuilder()
                        .setSetInstrument(SetInstrument.newBuilder().setInstrument(instrument))
                        .build());
    }

    private static Instrument instrument(String symbol, String minNotional) {
        return Instrument.newBuilder()
                .setSymbol(symbol)
                .setName(symbol)
                .setBaseAsset(symbol.substring(0, symbol.length() - 3))
                .setQuoteAsset("USD")
                .setAssetClass("crypto")
                .setState(MarketState.TRADING)
                .setTickSize(Units.of("0.01"))
                .setLotSize(Units.of("0.00001"))
                .setMinQuantity(Units.of("0.00001"))
                .setMaxQuantity(Units.of("1000"))
                .setMaxMarketQuantity(Units.of("100"))
                .setMinNotional(Units.of(minNotional))
                .setMaxNotional(Units.of("10000000"))
                .setMinPrice(Units.of("0.01"))
                .setMaxPrice(Units.of("10000000"))
                .setPriceBandUp(Units.of("0.2"))
                .setPriceBandDown(Units.of("0.2"))
                .setMarketCollar(Units.of("0.05"))
                .setMakerFee(Units.of("0.001"))
                .setTakerFee(Units.of("0.002"))
                .setDefaultSelfTradePrevention(SelfTradePrevention.CANCEL_NEWEST)
                .setMaxOpenOrders(200)
                .setMaxStopOrders(50)
                .setListingPrice(Units.of("60000"))
                .setListedAt(1_700_000_000_000L)
                .build();
    }
}
