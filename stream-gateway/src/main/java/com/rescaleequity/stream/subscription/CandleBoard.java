package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.platform.socket.delivery.Frame.Handling;
import com.rescaleequity.platform.view.CandleView;
import com.rescaleequity.protocol.market.Candle;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest candle of every market and interval. Each is shown as closed exactly once, whatever
 * the topic repeats. Hub only.
 */
@Singleton
public class CandleBoard {

    private final Map<StreamName, Candle> newest = new HashMap<>();
    private final Audience audience;

    public CandleBoard(Audience audience) {
        this.audience = audience;
    }

    /** Takes a running or closed candle. */
    public void onCandle(Candle candle) {
        StreamName name = StreamName.candle(candle.getSymbol(), candle.getInterval());
        Candle before = newest.get(name);
        if (before != null && isPast(candle, before)) {
            return;
        }
        newest.put(name, candle);
        if (before != null && isSame(candle, before)) {
            return;
        }
        audience.publish(
                name, () -> before == null ? snapshot(name, candle) : update(name, candle));
    }

    /** The newest candle as a frame, null when there is none yet. */
    public @Nullable Frame snapshot(StreamName name) {
        Candle candle = newest.get(name);
        return candle == null ? null : snapshot(name, candle);
    }

    private static boolean isPast(Candle candle, Candle known) {
        return candle.getOpenTime() < known.getOpenTime()
                || (candle.getOpenTime() == known.getOpenTime()
                        && (known.getClosed() || candle.getTimestamp() < known.getTimestamp()));
    }

    /** The topic repeats running candles for readers that come late. */
    private static boolean isSame(Candle candle, Candle known) {
        return candle.toBuilder().setTimestamp(known.getTimestamp()).build().equals(known);
    }

    private static Frame snapshot(StreamName name, Candle candle) {
        return Frame.snapshot(
                name.text(), handling(candle), candle.getTimestamp(), CandleView.named(candle));
    }

    private static Frame update(StreamName name, Candle candle) {
        return Frame.update(
                name.text(), handling(candle), candle.getTimestamp(), CandleView.named(candle));
    }

    private static Handling handling(Candle candle) {
        return candle.getClosed() ? Handling.KEEP : Handling.LATEST;
    }
}
