package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The timer that cancels all orders of an account.
 *
 * @param triggerTime null when it is off
 */
public record TimerView(long currentTime, @Nullable Long triggerTime) {

    static TimerView of(Reply.TimerSet set) {
        return new TimerView(set.currentTime(), set.triggerTime() == 0 ? null : set.triggerTime());
    }
}
