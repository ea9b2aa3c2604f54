package com.rescaleequity.account.opening;

import com.rescaleequity.account.accounts.AccountTier;
import java.util.List;
import java.util.Map;

/**
 * What to open.
 *
 * @param scopes of the first key, in the order shown
 * @param funds units by asset, in the order of crediting
 * @param keyExpiresAt epoch ms, 0 = never
 */
public record NewAccount(
        String label,
        AccountTier tier,
        List<String> scopes,
        Map<String, Long> funds,
        long keyExpiresAt) {}
