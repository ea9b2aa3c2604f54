package com.rescaleequity.account.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.account.opening.AccountOpening;
import com.rescaleequity.account.opening.OpenedAccount;
import com.rescaleequity.platform.view.AccountIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new account with its first key; key and secret are shown to whoever opened it, and never again.
 *
 * @param pending true while key or funds are still on their way; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenedAccountView(
        String accountId,
        String label,
        String keyId,
        String apiKey,
        String apiSecret,
        List<String> scopes,
        @Nullable Boolean pending) {

    static OpenedAccountView of(AccountOpening.Opening opening) {
        OpenedAccount account = opening.account();
        return new OpenedAccountView(
                AccountIds.text(account.accountId()),
                account.label(),
                account.keyId(),
                account.apiKey(),
                account.apiSecret(),
                account.scopes(),
                opening.pending() ? true : null);
    }

    @Override
    public String toString() {
        return "OpenedAccountView[" + accountId + ", " + keyId + "]";
    }
}
