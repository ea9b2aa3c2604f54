package com.rescaleequity.account.opening;

import java.util.List;

/**
 * An account that was opened, with the secrets of its first key.
 *
 * @param announcement the message that tells every service about the key
 * @param moves messages that bring the funds
 * @param references what the journal calls these funds
 */
public record OpenedAccount(
        long accountId,
        String label,
        String keyId,
        String apiKey,
        String apiSecret,
        List<String> scopes,
        long announcement,
        List<Long> moves,
        List<String> references) {

    @Override
    public String toString() {
        return "OpenedAccount[" + accountId + ", " + keyId + "]";
    }
}
