package com.rescaleequity.order.trading.funds;

import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Object2IntHashMap;

/**
 * The assets known to the core, numbered densely from 0 in the order of their first use, and how
 * much of each has come in from the outside and not left again.
 */
public final class Assets {

    private final Object2IntHashMap<String> numbers = new Object2IntHashMap<>(-1);
    private final List<String> names = new ArrayList<>();
    private long[] supply = new long[8];

    /** The asset's number; a new asset gets the next one. */
    public int register(String name) {
        int known = numbers.getValue(name);
        if (known >= 0) {
            return known;
        }
        int number = names.size();
        numbers.put(name, number);
        names.add(name);
        if (number == supply.length) {
            supply = Arrays.copyOf(supply, 2 * number);
        }
        return number;
    }

    /** The asset's number, or -1 if the core has never met it. */
    public int number(String name) {
        return numbers.getValue(name);
    }

    public String name(int asset) {
        return names.get(asset);
    }

    public int count() {
        return names.size();
    }

    public long supply(int asset) {
        return supply[asset];
    }

    /** Whether the supply can grow by this much and still be counted. */
    public boolean canGrow(String name, long amount) {
        int known = number(name);
        return known < 0 || amount <= Long.MAX_VALUE - supply[known];
    }

    public void write(StateWriter state) {
        state.number(names.size());
        for (int asset = 0; asset < names.size(); asset++) {
            state.text(names.get(asset));
            state.number(supply[asset]);
        }
    }

    /** Takes over what was written. */
    public void read(StateReader state) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            int asset = register(state.text());
            supply[asset] = state.number();
        }
    }

    /** Records that the outside gave (positive) or took (negative) an amount. */
    public void changeSupply(int asset, long amount) {
        supply[asset] = Math.addExact(supply[asset], amount);
    }
}
