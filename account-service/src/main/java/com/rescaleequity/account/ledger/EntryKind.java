package com.rescaleequity.account.ledger;

import java.util.Locale;

/** What a journal entry is about, or one of its postings: an entry is never {@code FEE}. */
public enum EntryKind {
    TRADE,
    FEE,
    DEPOSIT,
    WITHDRAWAL,
    ADJUSTMENT;

    /** The word in the database and in the public contract. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
