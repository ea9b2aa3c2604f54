package com.rescaleequity.order.trading.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The labels of orders that are not open any more and may not be chosen again, oldest first. */
final class ReferenceLabels {

    private static final int OF_ACCOUNT = 10_000;

    private record Closed(ReferenceAccount account, String label) {

        long bytes() {
            return isNumber() ? 64 : 192 + label.length();
        }

        private boolean isNumber() {
            return label.matches("x-[1-9a-v][0-9a-v]{0,12}")
                    && new BigInteger(label.substring(2), 32).bitLength() < 64;
        }
    }

    private final long mostBytes;
    private final List<Closed> all = new ArrayList<>();

    ReferenceLabels(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    void close(ReferenceAccount account, String label) {
        all.add(new Closed(account, label));
        List<Closed> own = all.stream().filter(each -> each.account == account).toList();
        if (own.size() > OF_ACCOUNT) {
            forget(own.getFirst());
        }
        while (all.stream().mapToLong(Closed::bytes).sum() > mostBytes) {
            forget(oldestOfBusiest());
        }
    }

    /** The account with the most labels, then with the lowest id, gives up its oldest. */
    private Closed oldestOfBusiest() {
        Map<ReferenceAccount, List<Closed>> byAccount =
                all.stream().collect(Collectors.groupingBy(Closed::account));
        ReferenceAccount busiest =
                Collections.max(
                        byAccount.keySet(),
                        Comparator.comparingInt((ReferenceAccount a) -> byAccount.get(a).size())
                                .thenComparingLong(account -> -account.id));
        return byAccount.get(busiest).getFirst();
    }

    private void forget(Closed closed) {
        all.remove(closed);
        closed.account.labels.remove(closed.label);
    }
}
