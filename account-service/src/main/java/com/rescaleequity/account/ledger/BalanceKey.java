package com.rescaleequity.account.ledger;

/** Whose balance of what. */
record BalanceKey(long accountId, String asset) {}
