package com.rescaleequity.stream.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNameTest {

    @ParameterizedTest
    @CsvSource({
        "btcusd@ticker, BTCUSD@ticker",
        "*@ticker, *@ticker",
        "BTCUSD@trade, BTCUSD@trade",
        "BTCUSD@depth, BTCUSD@depth",
        "BTCUSD@depth20, BTCUSD@depth20",
        "BTCUSD@bookTicker, BTCUSD@bookTicker",
        "BTCUSD@kline_1m, BTCUSD@candle_1m",
        "ethUsd@candle_1w, ETHUSD@candle_1w",
        "USER@orders, user@orders"
    })
    void nameHasOneCanonicalForm(String given, String canonical) {
        assertThat(StreamName.parse(given)).map(StreamName::text).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ticker",
                "BTCUSD",
                "BTCUSD@",
                "BTCUSD@candle_2m",
                "BTCUSD@depth7",
                "*@trade",
                "user@wallet",
                "system@heartbeat",
                "BTC USD@ticker",
                "BTCUSD@ticker@x",
                "ABC@ticker",
                "BTCUSD@status"
            })
    void anythingElseIsNoStream(String given) {
        assertThat(StreamName.parse(given)).isEmpty();
    }
}
