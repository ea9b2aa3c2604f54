package com.rescaleequity.account.ledger;

/**
 * One line of a journal entry: an account got (positive) or gave (negative) an amount of an asset.
 *
 * @param amount units, never 0
 */
public record Posting(long accountId, String asset, long amount, EntryKind kind) {}
