package com.rescaleequity.account.opening;

import com.rescaleequity.account.accounts.AccountTier;
import com.rescaleequity.account.keys.KeyTerms;
import java.util.Map;

/**
 * What to open.
 *
 * @param key of the first key
 * @param funds units by asset, in the order of crediting
 * @param sandbox whether the sandbox hands it out, to anybody
 */
public record NewAccount(
        String label, AccountTier tier, KeyTerms key, Map<String, Long> funds, boolean sandbox) {}
