package com.rescaleequity.market.api;

import static com.rescaleequity.protocol.trading.MarketState.CANCEL_ONLY;
import static com.rescaleequity.protocol.trading.MarketState.HALTED;
import static com.rescaleequity.protocol.trading.MarketState.MARKET_DELISTED;
import static com.rescaleequity.protocol.trading.MarketState.POST_ONLY;
import static com.rescaleequity.protocol.trading.MarketState.TRADING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeStatusTest {

    @Test
    void isOnlineWhileAnyMarketTrades() {
        assertThat(ExchangeStatus.word(List.of(TRADING, TRADING))).isEqualTo("online");
        assertThat(ExchangeStatus.word(List.of(CANCEL_ONLY, HALTED, TRADING))).isEqualTo("online");
        assertThat(ExchangeStatus.word(List.of(MARKET_DELISTED))).isEqualTo("online");
        assertThat(ExchangeStatus.word(List.of())).isEqualTo("online");
    }

    @Test
    void isTheMostThatAnyMarketAllows() {
        assertThat(ExchangeStatus.word(List.of(CANCEL_ONLY, MARKET_DELISTED)))
                .isEqualTo("cancel-only");
        assertThat(ExchangeStatus.word(List.of(HALTED))).isEqualTo("cancel-only");
        assertThat(ExchangeStatus.word(List.of(HALTED, POST_ONLY))).isEqualTo("post-only");
        assertThat(ExchangeStatus.word(List.of(CANCEL_ONLY, POST_ONLY))).isEqualTo("post-only");
    }
}
