package com.rescaleequity.platform.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.protocol.market.Candle;
import com.rescaleequity.protocol.market.Level;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.market.Ticker;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickerViewTest {

    @Test
    void isTheTickerOfTheContract() {
        Ticker ticker =
                Ticker.newBuilder()
                        .setSymbol("BTCUSD")
                        .setPrice(Units.of("45250.75"))
                        .setOpen(Units.of("44168.62"))
                        .setHigh(Units.of("46100"))
                        .setLow(Units.of("44800"))
                        .setBaseVolume(Units.of("629.82"))
                        .setQuoteVolume(Units.of("28500000"))
                        .setTrades(18151)
                        .setBid(Units.of("45250.5"))
                        .setBidQuantity(Units.of("0.8"))
                        .setAsk(Units.of("45251"))
                        .setAskQuantity(Units.of("1.1"))
                        .setLastQuantity(Units.of("0.02"))
                        .setTimestamp(1760000000000L)
                        .setSequence(90231)
                        .build();

        assertThat(Json.NUMBERS.text(TickerView.of(ticker)))
                .isEqualTo(
                        "{\"symbol\":\"BTCUSD\",\"price\":45250.75,\"change24h\":2.45,"
                                + "\"volume24h\":28500000,\"high24h\":46100,\"low24h\":44800,"
                                + "\"open24h\":44168.62,\"priceChange24h\":1082.13,"
                                + "\"baseVolume24h\":629.82,\"vwap24h\":45251.0241021,"
                                + "\"trades24h\":18151,\"bid\":45250.5,\"bidQuantity\":0.8,"
                                + "\"ask\":45251,\"askQuantity\":1.1,\"lastQuantity\":0.02,"
                                + "\"timestamp\":1760000000000,\"sequence\":90231}");
    }

    @Test
    void theSixPublishedFieldsOfAMarketThatNeverTradedAreNumbers() {
        long listing = Units.of("60000");
        Ticker ticker =
                Ticker.newBuilder()
                        .setSymbol("BTCUSD")
                        .setPrice(listing)
                        .setOpen(listing)
                        .setHigh(listing)
                        .setLow(listing)
                        .build();

        TickerView view = TickerView.of(ticker);

        assertThat(Json.NUMBERS.text(view))
                .startsWith(
                        "{\"symbol\":\"BTCUSD\",\"price\":60000,\"change24h\":0,\"volume24h\":0,"
                                + "\"high24h\":60000,\"low24h\":60000,");
        assertThat(view.bid()).isNull();
        assertThat(view.ask()).isNull();
        assertThat(view.vwap24h()).isNull();
        assertThat(view.lastQuantity()).isNull();
    }

    @Test
    void aFallIsNegativeAndAMissingReferenceIsNoChange() {
        Ticker.Builder ticker =
                Ticker.newBuilder().setPrice(Units.of("90")).setOpen(Units.of("120"));

        assertThat(TickerView.of(ticker.build()).change24h()).isEqualByComparingTo("-25");
        assertThat(TickerView.of(ticker.clearOpen().build()).change24h()).isEqualByComparingTo("0");
    }

    @Test
    void tradesCandlesAndLevelsHaveTheContractsFieldsInItsOrder() {
        PublicTrade trade =
                PublicTrade.newBuilder()
                        .setTradeId(88213)
                        .setSymbol("BTCUSD")
                        .setPrice(Units.of("45250.75"))
                        .setQuantity(Units.of("0.02"))
                        .setQuoteQuantity(Units.of("905.015"))
                        .setTakerBought(true)
                        .setTimestamp(1760000000000L)
                        .build();
        Candle candle =
                Candle.newBuilder()
                        .setSymbol("BTCUSD")
                        .setInterval("1m")
                        .setOpenTime(1759999980000L)
                        .setOpen(Units.of("45240"))
                        .setHigh(Units.of("45260.5"))
                        .setLow(Units.of("45238"))
                        .setClose(Units.of("45250.75"))
                        .setVolume(Units.of("3.21"))
                        .setQuoteVolume(Units.of("145251.9"))
                        .setTrades(41)
                        .setClosed(true)
                        .build();
        Level level =
                Level.newBuilder()
                        .setPrice(Units.of("45250.5"))
                        .setQuantity(Units.of("0.8"))
                        .build();

        assertThat(Json.NUMBERS.text(TradeView.of(trade)))
                .isEqualTo(
                        "{\"tradeId\":88213,\"symbol\":\"BTCUSD\",\"price\":45250.75,"
                                + "\"quantity\":0.02,\"quoteQuantity\":905.015,\"side\":\"buy\","
                                + "\"timestamp\":1760000000000}");
        assertThat(Json.NUMBERS.text(CandleView.of(candle)))
                .isEqualTo(
                        "{\"timestamp\":1759999980000,\"open\":45240,\"high\":45260.5,\"low\":45238,"
                                + "\"close\":45250.75,\"volume\":3.21,\"quoteVolume\":145251.9,"
                                + "\"trades\":41,\"closed\":true}");
        assertThat(Json.NUMBERS.text(CandleView.named(candle)))
                .startsWith("{\"symbol\":\"BTCUSD\",\"interval\":\"1m\",\"timestamp\":");
        assertThat(Json.NUMBERS.text(DepthView.pairs(List.of(level)))).isEqualTo("[[45250.5,0.8]]");
        assertThat(AccountIds.text(51)).isEqualTo("acc_51");
    }
}
