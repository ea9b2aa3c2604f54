package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectReason;
import org.jspecify.annotations.Nullable;

/** What an account's state lets it do with its orders, beside cancelling them. */
final class AccountRules {

    private AccountRules() {}

    /**
     * Answers why the account may not do it, or null; an account that the core never met may.
     *
     * @param addsNothing whether an open order keeps its place and grows by nothing
     */
    static @Nullable Rejected check(@Nullable Account account, boolean addsNothing) {
        AccountState state = account == null ? AccountState.ACTIVE : account.state();
        return switch (state) {
            case ACTIVE -> null;
            case SUSPENDED -> Rejected.because(RejectReason.ACCOUNT_SUSPENDED);
            case TRADING_DISABLED ->
                    addsNothing ? null : Rejected.because(RejectReason.TRADING_DISABLED);
        };
    }

    /**
     * Whether it was the account's state that refused. That is no answer to the request, which is
     * as good as new once the account may trade again.
     */
    static boolean isRefusal(Outcome outcome) {
        return outcome instanceof Rejected rejected
                && (rejected.reason() == RejectReason.ACCOUNT_SUSPENDED
                        || rejected.reason() == RejectReason.TRADING_DISABLED);
    }
}
