package com.rescaleequity.account.ledger;

import com.rescaleequity.platform.view.AccountIds;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.FundsMoved;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.TradeExecuted;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes events as double entries. The only facts used are what moved, never resulting balances.
 */
final class Journal {

    /** What references of withdrawals begin with. */
    private static final String WITHDRAWALS = "w_";

    private Journal() {}

    /** Funds come from, or go to, the outside world. */
    static JournalEntry ofFunds(long sequence, long time, FundsMoved moved) {
        EntryKind kind = isReturned(moved) ? EntryKind.WITHDRAWAL : kind(moved.getKind());
        return new JournalEntry(
                sequence,
                kind,
                moved.getReferenceId(),
                "",
                time,
                List.of(
                        new Posting(
                                AccountIds.EXTERNAL, moved.getAsset(), -moved.getAmount(), kind),
                        new Posting(
                                moved.getAccountId(), moved.getAsset(), moved.getAmount(), kind)));
    }

    /** Whether a withdrawal that could not leave is given back: it never was anybody else's. */
    static boolean isReturned(FundsMoved moved) {
        return moved.getAmount() > 0
                && moved.getKind() == FundsMoveKind.ADJUSTMENT
                && moved.getReferenceId().startsWith(WITHDRAWALS);
    }

    /** The base asset goes to the buyer, the quote asset to the seller, fees to the fee account. */
    static JournalEntry ofTrade(
            long sequence, long time, TradeExecuted trade, LedgerMarket market) {
        String base = market.baseAsset();
        String quote = market.quoteAsset();
        long buyer = buyer(trade);
        long seller = seller(trade);
        List<Posting> postings = new ArrayList<>(7);
        add(postings, new Posting(seller, base, -trade.getQuantity(), EntryKind.TRADE));
        add(postings, new Posting(buyer, base, trade.getQuantity(), EntryKind.TRADE));
        add(postings, new Posting(buyer, quote, -trade.getQuoteQuantity(), EntryKind.TRADE));
        add(postings, new Posting(seller, quote, trade.getQuoteQuantity(), EntryKind.TRADE));
        long fees = Math.addExact(trade.getTakerFee(), trade.getMakerFee());
        add(
                postings,
                new Posting(trade.getTakerAccountId(), quote, -trade.getTakerFee(), EntryKind.FEE));
        add(
                postings,
                new Posting(trade.getMakerAccountId(), quote, -trade.getMakerFee(), EntryKind.FEE));
        add(postings, new Posting(AccountIds.FEES, quote, fees, EntryKind.FEE));
        return new JournalEntry(
                sequence,
                EntryKind.TRADE,
                Long.toString(trade.getTradeId()),
                trade.getSymbol(),
                time,
                List.copyOf(postings));
    }

    static long buyer(TradeExecuted trade) {
        return takerBought(trade) ? trade.getTakerAccountId() : trade.getMakerAccountId();
    }

    static long seller(TradeExecuted trade) {
        return takerBought(trade) ? trade.getMakerAccountId() : trade.getTakerAccountId();
    }

    static long buyerFee(TradeExecuted trade) {
        return takerBought(trade) ? trade.getTakerFee() : trade.getMakerFee();
    }

    private static boolean takerBought(TradeExecuted trade) {
        return trade.getTakerSide() == Side.BUY;
    }

    private static void add(List<Posting> postings, Posting posting) {
        if (posting.amount() != 0) {
            postings.add(posting);
        }
    }

    private static EntryKind kind(FundsMoveKind kind) {
        return switch (kind) {
            case DEPOSIT -> EntryKind.DEPOSIT;
            case WITHDRAWAL -> EntryKind.WITHDRAWAL;
            case ADJUSTMENT, FUNDS_MOVE_KIND_UNSPECIFIED, UNRECOGNIZED -> EntryKind.ADJUSTMENT;
        };
    }
}
