package com.rescaleequity.account.api;

import com.rescaleequity.account.control.AccountControl.Change;
import com.rescaleequity.platform.view.AccountIds;
import java.util.List;

/**
 * What an operator changed about an account.
 *
 * @param revokedKeys ids of the keys that the change revoked
 * @param pending whether some service or the core has yet to learn of it
 */
public record AccountChangeView(
        String accountId, String state, List<String> revokedKeys, boolean pending) {

    static AccountChangeView of(Change change, boolean pending) {
        return new AccountChangeView(
                AccountIds.text(change.accountId()), change.status(), change.keys(), pending);
    }
}
