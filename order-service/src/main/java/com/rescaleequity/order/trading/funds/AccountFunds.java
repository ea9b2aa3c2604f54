package com.rescaleequity.order.trading.funds;

import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.Arrays;

/**
 * What one account has of each asset, by asset number: available to spend, or held by its open
 * orders. Neither can become negative: whoever takes has asked before, and taking more is a bug.
 */
public final class AccountFunds {

    private long[] available = new long[4];
    private long[] held = new long[4];

    public long available(int asset) {
        return asset >= 0 && asset < available.length ? available[asset] : 0;
    }

    public long held(int asset) {
        return asset >= 0 && asset < held.length ? held[asset] : 0;
    }

    /** Adds to what is available. */
    public void credit(int asset, long amount) {
        reach(asset);
        available[asset] = Math.addExact(available[asset], amount);
    }

    /** Takes from what is available. */
    public void debit(int asset, long amount) {
        reach(asset);
        available[asset] = covered(available[asset], amount);
    }

    void hold(int asset, long amount) {
        debit(asset, amount);
        held[asset] = Math.addExact(held[asset], amount);
    }

    void capture(int asset, long amount) {
        held[asset] = covered(held[asset], amount);
    }

    void release(int asset, long amount) {
        capture(asset, amount);
        credit(asset, amount);
    }

    /** Writes both figures of the first so many assets. */
    public void write(StateWriter state, int assets) {
        for (int asset = 0; asset < assets; asset++) {
            state.number(available(asset));
            state.number(held(asset));
        }
    }

    /** Takes over what was written. */
    public void read(StateReader state, int assets) {
        for (int asset = 0; asset < assets; asset++) {
            reach(asset);
            available[asset] = state.number();
            held[asset] = state.number();
        }
    }

    private static long covered(long balance, long amount) {
        if (amount < 0 || amount > balance) {
            throw new IllegalStateException("cannot take " + amount + " of " + balance);
        }
        return balance - amount;
    }

    private void reach(int asset) {
        if (asset >= available.length) {
            available = Arrays.copyOf(available, 2 * asset);
            held = Arrays.copyOf(held, 2 * asset);
        }
    }
}
