package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.platform.socket.delivery.Frame.Handling;
import com.rescaleequity.platform.view.TradeView;
import com.rescaleequity.protocol.market.PublicTrade;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Shows each public trade once, numbered by its trade id. Hub only. */
@Singleton
public class TradeTape {

    private final Map<String, Long> lastIds = new HashMap<>();
    private final Audience audience;

    public TradeTape(Audience audience) {
        this.audience = audience;
    }

    /** Takes the next trade of a market; one that was seen before is dropped. */
    public void onTrade(PublicTrade trade) {
        String symbol = trade.getSymbol();
        if (trade.getTradeId() <= lastIds.getOrDefault(symbol, 0L)) {
            return;
        }
        lastIds.put(symbol, trade.getTradeId());
        StreamName name = StreamName.trade(symbol);
        audience.publish(
                name,
                () ->
                        Frame.numberedUpdate(
                                name.text(),
                                Handling.KEEP,
                                trade.getTradeId(),
                                trade.getTimestamp(),
                                TradeView.of(trade)));
    }
}
