package com.rescaleequity.account.ledger;

import java.util.List;

/**
 * Value that moved at one event. It has postings, and per asset they sum to zero: nothing else can
 * be made.
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
        List<Posting> postings) {

    /**
     * An entry.
     *
     * @throws LedgerFault when it has no postings or they do not sum to zero
     */
    public JournalEntry {
        if (postings.isEmpty()) {
            throw new LedgerFault("Journal entry %d has no postings".formatted(sequence));
        }
        postings = List.copyOf(postings);
        for (Posting posting : postings) {
            if (sum(postings, posting.asset()) != 0) {
                throw new LedgerFault(
                        "Journal entry %d does not sum to zero in %s"
                                .formatted(sequence, posting.asset()));
            }
        }
    }

    // An entry has seven postings at most: going through them again costs less than a map.
    private static long sum(List<Posting> postings, String asset) {
        long sum = 0;
        for (Posting posting : postings) {
            if (posting.asset().equals(asset)) {
                sum = Math.addExact(sum, posting.amount());
            }
        }
        return sum;
    }
}
