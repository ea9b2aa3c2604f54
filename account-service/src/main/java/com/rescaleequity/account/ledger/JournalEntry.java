package com.rescaleequity.account.ledger;

import java.util.List;

/**
 * Value that moved at one event; per asset its postings sum to zero.
 *
 * @param sequence the event's, which is also the entry's id
 * @param referenceId trade id or the move's reference
 * @param symbol empty unless a trade
 * @param time epoch ms
 */
public record JournalEntry(
        long sequence,
        EntryKind kind,
        String referenceId,
        String symbol,
        long time,
        List<Posting> postings) {}
