package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Whose orders ended one after the other, and what their client order ids take as long as they are
 * remembered: all accounts' together no more than so many bytes. Above that the oldest are
 * forgotten first, whoever's they are.
 */
final class ClosedLabels {

    private final long mostBytes;

    // One entry for each remembered label. An account that forgot some by its own bound leaves as
    // many of its first entries behind, which are about nothing any more.
    private final ArrayDeque<Account> entries = new ArrayDeque<>();
    private int leftBehind;
    private long bytes;

    ClosedLabels(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** How many are remembered. */
    int count() {
        return entries.size() - leftBehind;
    }

    /** What they take in memory, about. */
    long bytes() {
        return bytes;
    }

    /** Remembers the label of an order that ended, or that got another label. */
    void close(Account account, ClientOrderId label, long orderId) {
        ClientOrderIds own = account.clientOrderIds();
        bytes += own.close(label, orderId);
        entries.addLast(account);
        if (own.isOverfull()) {
            bytes -= own.forgetOldest();
            own.leaveBehind();
            leftBehind++;
        }
        boundAll();
        if (leftBehind > entries.size() / 2) {
            tidy();
        }
    }

    private void boundAll() {
        while (bytes > mostBytes) {
            Account oldest = entries.removeFirst();
            if (!isLeftBehind(oldest)) {
                bytes -= oldest.clientOrderIds().forgetOldest();
            }
        }
    }

    private void tidy() {
        entries.removeIf(this::isLeftBehind);
    }

    /** Whether the first entry of an account was left behind; it is one less then. */
    private boolean isLeftBehind(Account account) {
        boolean found = account.clientOrderIds().pickUp();
        leftBehind -= found ? 1 : 0;
        return found;
    }

    /** Writes whose the labels are, which their accounts write. */
    void write(StateWriter state) {
        tidy();
        state.number(entries.size());
        entries.forEach(account -> state.number(account.id()));
    }

    void read(StateReader state, Accounts accounts) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            Account account = accounts.find(state.number());
            if (account == null) {
                throw new CorruptStateException("a label is nobody's");
            }
            entries.addLast(account);
        }
        bytes = sum(accounts.all());
    }

    /** Whether it counts what these accounts remember. */
    boolean counts(List<Account> accounts) {
        long labels = accounts.stream().mapToLong(each -> each.clientOrderIds().count()).sum();
        return labels == count() && bytes == sum(accounts) && bytes <= mostBytes;
    }

    private static long sum(List<Account> accounts) {
        return accounts.stream().mapToLong(each -> each.clientOrderIds().bytes()).sum();
    }
}
