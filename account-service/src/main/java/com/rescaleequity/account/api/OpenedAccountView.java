package com.rescaleequity.account.api;

import com.rescaleequity.account.opening.OpenedAccount;
import com.rescaleequity.platform.view.AccountIds;
import java.util.List;

/** A new account with its first key; key and secret are shown this once. */
public record OpenedAccountView(
        String accountId,
        String label,
        String keyId,
        String apiKey,
        String apiSecret,
        List<String> scopes) {

    static OpenedAccountView of(OpenedAccount account) {
        return new OpenedAccountView(
                AccountIds.text(account.accountId()),
                account.label(),
                account.key().keyId(),
                account.key().apiKey(),
                account.key().apiSecret(),
                account.key().scopes());
    }
}
