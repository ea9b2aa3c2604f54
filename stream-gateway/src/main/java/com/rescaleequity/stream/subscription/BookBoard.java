package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.platform.socket.delivery.Frame.Handling;
import com.rescaleequity.platform.view.DepthView;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.Level;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every market's book and the streams made of it: the chained deltas, the top levels and the best
 * bid and ask. Subscribers of a book that has a gap hear nothing until its next snapshot, which all
 * of them get. Hub only.
 */
@Singleton
public class BookBoard {

    private static final Logger LOG = Logger.getLogger(BookBoard.class);

    private record BestView(
            String symbol,
            @Nullable BigDecimal bid,
            @Nullable BigDecimal bidQuantity,
            @Nullable BigDecimal ask,
            @Nullable BigDecimal askQuantity) {}

    private static final class ShownBook {
        private final Book book = new Book();
        private @Nullable Top best;
        private @Nullable Frame snapshot;
    }

    private record Top(List<Level> bids, List<Level> asks) {

        static Top of(Book book, int levels) {
            return new Top(book.bids(levels), book.asks(levels));
        }
    }

    private final Map<String, ShownBook> books = new HashMap<>();
    private final Audience audience;

    public BookBoard(Audience audience) {
        this.audience = audience;
    }

    /** Takes the next record of a market. */
    public void onDepth(Depth depth) {
        String symbol = depth.getSymbol();
        ShownBook shown = books.computeIfAbsent(symbol, s -> new ShownBook());
        long before = shown.book.sequence();
        switch (shown.book.apply(depth)) {
            case NONE -> {}
            case GAP ->
                    LOG.warnf(
                            "Depth of %s has a gap from %d to %d; waiting for a snapshot",
                            symbol, before, depth.getPreviousSequence());
            case CHANGED -> {
                shown.snapshot = null;
                StreamName name = StreamName.depth(symbol);
                audience.publish(name, () -> delta(name, before, depth));
                publishTops(symbol, shown);
            }
            case REPLACED -> {
                shown.snapshot = null;
                audience.publish(StreamName.depth(symbol), () -> snapshot(symbol, shown));
                publishTops(symbol, shown);
            }
        }
    }

    /** The whole book as a frame, null while it is not known. */
    public @Nullable Frame snapshot(String symbol) {
        ShownBook shown = known(symbol);
        return shown == null ? null : snapshot(symbol, shown);
    }

    /** The best bid and ask as a frame, null while the book is not known. */
    public @Nullable Frame bestSnapshot(String symbol) {
        ShownBook shown = known(symbol);
        if (shown == null) {
            return null;
        }
        Book book = shown.book;
        return Frame.numberedSnapshot(
                StreamName.bookTicker(symbol).text(),
                Handling.LATEST,
                book.sequence(),
                book.timestamp(),
                best(symbol, Top.of(book, 1)));
    }

    /** The top of the book as a frame, null while the book is not known. */
    public @Nullable Frame topSnapshot(String symbol, int levels) {
        ShownBook shown = known(symbol);
        return shown == null ? null : top(symbol, levels, shown.book, Top.of(shown.book, levels));
    }

    /** How many levels the snapshot of a book has. */
    int levels(String symbol) {
        ShownBook shown = known(symbol);
        return shown == null ? 0 : shown.book.levels();
    }

    /** Whether every one of these markets has a book. */
    public boolean knowsAll(Set<String> symbols) {
        return symbols.stream().allMatch(symbol -> known(symbol) != null);
    }

    private @Nullable ShownBook known(String symbol) {
        ShownBook shown = books.get(symbol);
        return shown != null && shown.book.isKnown() ? shown : null;
    }

    /**
     * Shows the best prices when they changed. The top levels follow every change of the book, also
     * one further down, so that what a quiet stream showed last has the book's own sequence.
     */
    private void publishTops(String symbol, ShownBook shown) {
        Book book = shown.book;
        StreamName bookTicker = StreamName.bookTicker(symbol);
        if (audience.isHeard(bookTicker)) {
            Top best = Top.of(book, 1);
            if (!best.equals(shown.best)) {
                shown.best = best;
                audience.publish(bookTicker, () -> bestUpdate(symbol, book, best));
            }
        } else {
            shown.best = null;
        }
        for (int levels : StreamName.TOPS) {
            audience.publish(
                    StreamName.top(symbol, levels),
                    () -> top(symbol, levels, book, Top.of(book, levels)));
        }
    }

    private static Frame bestUpdate(String symbol, Book book, Top best) {
        return Frame.numberedUpdate(
                StreamName.bookTicker(symbol).text(),
                Handling.LATEST,
                book.sequence(),
                book.timestamp(),
                best(symbol, best));
    }

    private static Frame snapshot(String symbol, ShownBook shown) {
        Frame known = shown.snapshot;
        if (known != null) {
            return known;
        }
        Book book = shown.book;
        Frame made =
                Frame.numberedSnapshot(
                        StreamName.depth(symbol).text(),
                        Handling.RESNAPSHOT,
                        book.sequence(),
                        book.timestamp(),
                        sides(symbol, Top.of(book, Book.maxLevels())));
        shown.snapshot = made;
        return made;
    }

    private static Frame delta(StreamName name, long previousSequence, Depth depth) {
        return Frame.delta(
                name.text(),
                previousSequence,
                depth.getSequence(),
                depth.getTimestamp(),
                sides(name.symbol(), new Top(depth.getBidsList(), depth.getAsksList())));
    }

    private static Frame top(String symbol, int levels, Book book, Top top) {
        return Frame.numberedSnapshot(
                StreamName.top(symbol, levels).text(),
                Handling.LATEST,
                book.sequence(),
                book.timestamp(),
                sides(symbol, top));
    }

    private static DepthView.Sides sides(String symbol, Top top) {
        return new DepthView.Sides(
                symbol, DepthView.pairs(top.bids()), DepthView.pairs(top.asks()));
    }

    private static BestView best(String symbol, Top top) {
        Level bid = top.bids().isEmpty() ? null : top.bids().getFirst();
        Level ask = top.asks().isEmpty() ? null : top.asks().getFirst();
        return new BestView(
                symbol,
                bid == null ? null : Units.toDecimal(bid.getPrice()),
                bid == null ? null : Units.toDecimal(bid.getQuantity()),
                ask == null ? null : Units.toDecimal(ask.getPrice()),
                ask == null ? null : Units.toDecimal(ask.getQuantity()));
    }
}
