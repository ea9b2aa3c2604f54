package com.rescaleequity.account.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JournalEntryTest {

    @Test
    void postingsOfEachAssetSumToZero() {
        assertThat(entry(usd(51, -5), usd(52, 4), usd(1, 1), btc(52, -1), btc(51, 1)).postings())
                .hasSize(5);
    }

    @Test
    void anEntryThatIsOutInOneAssetCannotBeMade() {
        assertThatThrownBy(() -> entry(usd(51, -5), usd(52, 5), btc(52, -1), btc(51, 2)))
                .isInstanceOf(LedgerFault.class)
                .hasMessageContaining("entry 7 does not sum to zero in BTC");
    }

    @Test
    void differencesOfTwoAssetsDoNotMakeUpForEachOther() {
        assertThatThrownBy(() -> entry(usd(51, 5), btc(51, -5))).isInstanceOf(LedgerFault.class);
    }

    @Test
    void anEntryHasPostings() {
        assertThatThrownBy(JournalEntryTest::entry)
                .isInstanceOf(LedgerFault.class)
                .hasMessageContaining("no postings");
    }

    @Test
    void aSumThatOverflowsIsNoZero() {
        assertThatThrownBy(() -> entry(usd(1, Long.MAX_VALUE), usd(2, Long.MAX_VALUE), usd(3, 2)))
                .isInstanceOf(ArithmeticException.class);
    }

    private static JournalEntry entry(Posting... postings) {
        return new JournalEntry(7, EntryKind.TRADE, "1", "BTCUSD", 0, List.of(postings));
    }

    private static Posting usd(long account, long amount) {
        return new Posting(account, "USD", amount, EntryKind.TRADE);
    }

    private static Posting btc(long account, long amount) {
        return new Posting(account, "BTC", amount, EntryKind.TRADE);
    }
}
