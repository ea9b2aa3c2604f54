package com.rescaleequity.stream.subscription;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.view.DepthView;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.Level;
import com.rescaleequity.stream.delivery.Frame;
import com.rescaleequity.stream.delivery.Frame.Handling;
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

    private static final class Market {
        private final Book book = new Book();
        private final Map<Integer, Top> tops = new HashMap<>();
        private @Nullable Frame snapshot;
    }

    private record Top(List<Level> bids, List<Level> asks) {

        static Top of(Book book, int levels) {
            return new Top(book.bids(levels), book.asks(levels));
        }
    }

    private final Map<String, Market> markets = new HashMap<>();
    private final Audience audience;

    public BookBoard(Audience audience) {
        this.audience = audience;
    }

    /** Takes the next record of a market. */
    public void onDepth(Depth depth) {
        String symbol = depth.getSymbol();
        Market market = markets.computeIfAbsent(symbol, s -> new Market());
        long before = market.book.sequence();
        switch (market.book.apply(depth)) {
            case NONE -> {}
            case GAP ->
                    LOG.warnf(
                            "Depth of %s has a gap from %d to %d; waiting for a snapshot",
                            symbol, before, depth.getPreviousSequence());
            case CHANGED -> {
                market.snapshot = null;
                StreamName name = StreamName.depth(symbol);
                audience.publish(name, () -> delta(name, before, depth));
                publishTops(symbol, market);
            }
            case REPLACED -> {
                market.snapshot = null;
                audience.publish(StreamName.depth(symbol), () -> snapshot(symbol, market));
                publishTops(symbol, market);
            }
        }
    }

    /** The whole book as a frame, null while it is not known. */
    public @Nullable Frame snapshot(String symbol) {
        Market market = known(symbol);
        return market == null ? null : snapshot(symbol, market);
    }

    /** The best bid and ask as a frame, null while the book is not known. */
    public @Nullable Frame bestSnapshot(String symbol) {
        Market market = known(symbol);
        if (market == null) {
            return null;
        }
        Book book = market.book;
        return Frame.numberedSnapshot(
                StreamName.bookTicker(symbol).text(),
                Handling.LATEST,
                book.sequence(),
                book.timestamp(),
                best(symbol, Top.of(book, 1)));
    }

    /** The top of the book as a frame, null while the book is not known. */
    public @Nullable Frame topSnapshot(String symbol, int levels) {
        Market market = known(symbol);
        return market == null
                ? null
                : top(symbol, levels, market.book, Top.of(market.book, levels));
    }

    /** Whether every one of these markets has a book. */
    public boolean knowsAll(Set<String> symbols) {
        return symbols.stream().allMatch(symbol -> known(symbol) != null);
    }

    private @Nullable Market known(String symbol) {
        Market market = markets.get(symbol);
        return market != null && market.book.isKnown() ? market : null;
    }

    private void publishTops(String symbol, Market market) {
        Book book = market.book;
        publishTop(
                StreamName.bookTicker(symbol),
                1,
                market,
                top ->
                        Frame.numberedUpdate(
                                StreamName.bookTicker(symbol).text(),
                                Handling.LATEST,
                                book.sequence(),
                                book.timestamp(),
                                best(symbol, top)));
        for (int levels : StreamName.TOPS) {
            publishTop(
                    StreamName.top(symbol, levels),
                    levels,
                    market,
                    top -> top(symbol, levels, book, top));
        }
    }

    private void publishTop(
            StreamName name,
            int levels,
            Market market,
            java.util.function.Function<Top, Frame> frame) {
        if (!audience.isHeard(name)) {
            market.tops.remove(levels);
            return;
        }
        Top top = Top.of(market.book, levels);
        if (!top.equals(market.tops.put(levels, top))) {
            audience.publish(name, () -> frame.apply(top));
        }
    }

    private static Frame snapshot(String symbol, Market market) {
        Frame known = market.snapshot;
        if (known != null) {
            return known;
        }
        Book book = market.book;
        Frame made =
                Frame.numberedSnapshot(
                        StreamName.depth(symbol).text(),
                        Handling.RESNAPSHOT,
                        book.sequence(),
                        book.timestamp(),
                        sides(symbol, Top.of(book, Book.maxLevels())));
        market.snapshot = made;
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
