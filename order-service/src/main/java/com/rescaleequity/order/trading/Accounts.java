package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All accounts that ever had funds or an order, and the account that receives the fees. */
final class Accounts {

    static final long FEE_ACCOUNT_ID = 1;

    private final ById<Account> byId = new ById<>();
    private final List<Account> all = new ArrayList<>();
    private final long labelSecret;
    private final Account feeAccount;

    Accounts(long labelSecret) {
        this.labelSecret = labelSecret;
        this.feeAccount = findOrCreate(FEE_ACCOUNT_ID);
    }

    /** The fraction that an account, also one that the core never met, pays as taker. */
    static long takerRate(@Nullable Account account, Market market) {
        return account == null ? market.instrument().takerFee() : account.takerRate(market);
    }

    Account feeAccount() {
        return feeAccount;
    }

    @Nullable Account find(long accountId) {
        return byId.get(accountId);
    }

    Account findOrCreate(long accountId) {
        Account known = byId.get(accountId);
        if (known != null) {
            return known;
        }
        Account created = new Account(accountId, labelSecret);
        byId.add(accountId, created);
        all.add(created);
        return created;
    }

    void write(StateWriter state, int assets) {
        state.number(all.size());
        all.forEach(account -> account.write(state, assets));
    }

    void read(StateReader state, int assets) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            findOrCreate(state.number()).read(state, assets);
        }
    }

    /** Every account, in the order of their appearance. */
    List<Account> all() {
        return all;
    }
}
