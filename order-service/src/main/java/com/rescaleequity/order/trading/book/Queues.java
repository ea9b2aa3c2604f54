package com.rescaleequity.order.trading.book;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The orders in the queues of one side, each at a place with a number above 0, and of each place
 * the ones before and behind it. The links are numbers apart from the orders: neighbours in a queue
 * came at different times and lie far from one another in memory, and a few bytes of each are all
 * that an order's coming and going needs.
 */
final class Queues {

    /** No place: the end of a queue. */
    static final int NONE = 0;

    private @Nullable RestingOrder[] orders = new RestingOrder[64];

    // Of each place the one before it and the one behind it; of a free one the next free one.
    private int[] links = new int[2 * orders.length];
    private int firstFree = NONE;
    private int end = 1;

    /** The order at a place, if it is one. */
    @Nullable RestingOrder order(int place) {
        return place < end ? orders[place] : null;
    }

    int before(int place) {
        return links[2 * place];
    }

    int behind(int place) {
        return links[2 * place + 1];
    }

    /** Gives an order a place between two others of its queue, or at an end of it. */
    int insert(RestingOrder order, int before, int behind) {
        int place = freePlace();
        orders[place] = order;
        order.place = place;
        link(before, place);
        link(place, behind);
        return place;
    }

    /** Takes an order that is there out of its queue. */
    void remove(RestingOrder order) {
        int place = order.place;
        link(before(place), behind(place));
        orders[place] = null;
        order.place = NONE;
        links[2 * place + 1] = firstFree;
        firstFree = place;
    }

    private int freePlace() {
        int place = firstFree;
        if (place != NONE) {
            firstFree = behind(place);
            return place;
        }
        if (end == orders.length) {
            orders = Arrays.copyOf(orders, 2 * end);
            links = Arrays.copyOf(links, 4 * end);
        }
        return end++;
    }

    /** Makes two places neighbours; what is written to no place is never read. */
    private void link(int before, int behind) {
        links[2 * before + 1] = behind;
        links[2 * behind] = before;
    }
}
