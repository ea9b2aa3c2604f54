package com.rescaleequity.order.trading.funds;

import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.Arrays;

/**
 * What one account has of each asset, by asset number: available to spend, or held by its open
 * orders. Neither can become negative: whoever takes has asked before, and taking more is a bug.
 */
public final class AccountFunds {

    // Of each asset what is available, then what is held: they are mostly needed together.
    private long[] balances = new long[8];

    public long available(int asset) {
        return asset >= 0 && 2 * asset < balances.length ? balances[2 * asset] : 0;
    }

    public long held(int asset) {
        return asset >= 0 && 2 * asset < balances.length ? balances[2 * asset + 1] : 0;
    }

    /** Adds to what is available. */
    public void credit(int asset, long amount) {
        reach(asset);
        balances[2 * asset] = Math.addExact(balances[2 * asset], amount);
    }

    /** Takes from what is available. */
    public void debit(int asset, long amount) {
        reach(asset);
        balances[2 * asset] = covered(balances[2 * asset], amount);
    }

    /** Moves what is available to what is held. */
    public void hold(int asset, long amount) {
        debit(asset, amount);
        balances[2 * asset + 1] = Math.addExact(balances[2 * asset + 1], amount);
    }

    /** Takes from what is held. */
    public void capture(int asset, long amount) {
        balances[2 * asset + 1] = covered(balances[2 * asset + 1], amount);
    }

    /** Moves what is held to what is available. */
    public void release(int asset, long amount) {
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
            balances[2 * asset] = state.number();
            balances[2 * asset + 1] = state.number();
        }
    }

    private static long covered(long balance, long amount) {
        if (amount < 0 || amount > balance) {
            throw new IllegalStateException("cannot take " + amount + " of " + balance);
        }
        return balance - amount;
    }

    private void reach(int asset) {
        if (2 * asset >= balances.length) {
            balances = Arrays.copyOf(balances, 4 * asset);
        }
    }
}
