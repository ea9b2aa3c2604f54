package com.rescaleequity.order.trading;

import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Things by their ids. Ids are given one after the other and the young are asked for most, so
 * neighbours share a page: what is needed next is mostly near what was needed last.
 */
final class ById<T> {

    private static final int BITS = 8;
    private static final int MASK = (1 << BITS) - 1;

    private static final class Page {
        private final @Nullable Object[] things = new Object[1 << BITS];
        private int count;
    }

    private final Long2ObjectHashMap<Page> pages = new Long2ObjectHashMap<>();
    private int size;

    @Nullable T get(long id) {
        Page page = pages.get(id >> BITS);
        return page == null ? null : thing(page.things[(int) id & MASK]);
    }

    @SuppressWarnings("unchecked") // nothing else is put in
    private @Nullable T thing(@Nullable Object entry) {
        return (T) entry;
    }

    int size() {
        return size;
    }

    /** Adds a thing whose id is not there yet. */
    void add(long id, T thing) {
        Page page = pages.get(id >> BITS);
        if (page == null) {
            page = new Page();
            pages.put(id >> BITS, page);
        }
        int place = (int) id & MASK;
        if (page.things[place] != null) {
            throw new IllegalStateException(id + " is there already: " + page.things[place]);
        }
        page.things[place] = thing;
        page.count++;
        size++;
    }

    /** Removes the thing with an id that is there. */
    void remove(long id) {
        Page page = pages.get(id >> BITS);
        int place = (int) id & MASK;
        if (page == null || page.things[place] == null) {
            throw new IllegalStateException(id + " is not there");
        }
        page.things[place] = null;
        page.count--;
        size--;
        if (page.count == 0) {
            pages.remove(id >> BITS);
        }
    }

    /** Visits everything, in no particular order. */
    void forEach(Consumer<T> visitor) {
        pages.forEachLong((number, page) -> {
            for (Object entry : page.things) {
                T thing = thing(entry);
                if (thing != null) {
                    visitor.accept(thing);
                }
            }
        });
    }
}
