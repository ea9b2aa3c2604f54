package com.rescaleequity.account.opening;

import com.rescaleequity.account.keys.IssuedKey;

/** An account that can be used: key known everywhere, funds in the ledger. */
public record OpenedAccount(long accountId, String label, IssuedKey key) {}
