package com.rescaleequity.market.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.MarketState;
import com.rescaleequity.protocol.trading.SelfTradePrevention;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstListingTest {

    private static final long NOW = 1_760_000_000_000L;

    @Test
    void theInstrumentsOfTheFileAreReadWhole() {
        List<Instrument> first = FirstListing.read(NOW);

        assertThat(first)
                .extracting(Instrument::getSymbol)
                .containsExactly("BTCUSD", "ETHUSD", "SOLUSD");
        assertThat(first.getFirst())
                .isEqualTo(
                        Instrument.newBuilder()
                                .setSymbol("BTCUSD")
                                .setName("Bitcoin / US Dollar")
                                .setBaseAsset("BTC")
                                .setQuoteAsset("USD")
                                .setAssetClass("crypto")
                                .setState(MarketState.TRADING)
                                .setTickSize(Units.of("0.01"))
                                .setLotSize(Units.of("0.00001"))
                                .setMinQuantity(Units.of("0.00001"))
                                .setMaxQuantity(Units.of("1000"))
                                .setMaxMarketQuantity(Units.of("100"))
                                .setMinNotional(Units.of("0.1"))
                                .setMaxNotional(Units.of("10000000"))
                                .setMinPrice(Units.of("0.01"))
                                .setMaxPrice(Units.of("10000000"))
                                .setPriceBandUp(Units.of("0.3"))
                                .setPriceBandDown(Units.of("0.3"))
                                .setMarketCollar(Units.of("0.05"))
                                .setMakerFee(Units.of("0.001"))
                                .setTakerFee(Units.of("0.002"))
                                .setDefaultSelfTradePrevention(SelfTradePrevention.CANCEL_NEWEST)
                                .setMaxOpenOrders(200)
                                .setMaxStopOrders(50)
                                .setListingPrice(Units.of("50000"))
                                .setListedAt(NOW)
                                .build());
    }
}
