package com.rescaleequity.order.trading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Whose share of a memory is the largest, so that who has most gives up something when the memory
 * is full: a busy account shortens its own past, and never another's that is shorter. The largest
 * depends on nothing but the amounts and the accounts' ids.
 */
final class Shares<S extends Share> {

    // A heap: none is larger than the one above it, at half its place. Empty ones are not in it.
    private final List<S> heap = new ArrayList<>();

    /** The largest; there must be one. */
    S largest() {
        return heap.getFirst();
    }

    /** Notes that a share has more than before. */
    void grown(S share) {
        if (share.place == Share.NOWHERE) {
            share.place = heap.size();
            heap.add(share);
        }
        raise(share, share.place);
    }

    /** Notes that a share has less than before. */
    void shrunk(S share) {
        if (share.amount() > 0) {
            lower(share, share.place);
            return;
        }
        S last = heap.removeLast();
        if (share.place < heap.size()) { // it was not the last itself
            raise(last, share.place);
            lower(last, last.place);
        }
        share.place = Share.NOWHERE;
    }

    private void raise(S share, int from) {
        int place = from;
        while (place > 0 && share.isLargerThan(heap.get((place - 1) / 2))) {
            put(heap.get((place - 1) / 2), place);
            place = (place - 1) / 2;
        }
        put(share, place);
    }

    private void lower(S share, int from) {
        int place = from;
        int next = largerChild(place);
        while (next < heap.size() && heap.get(next).isLargerThan(share)) {
            put(heap.get(next), place);
            place = next;
            next = largerChild(place);
        }
        put(share, place);
    }

    private int largerChild(int place) {
        int left = 2 * place + 1;
        int right = left + 1;
        return right < heap.size() && heap.get(right).isLargerThan(heap.get(left)) ? right : left;
    }

    private void put(S share, int place) {
        heap.set(place, share);
        share.place = place;
    }

    /** Whether it holds those of these that are not empty, each in its place; visits all. */
    boolean holds(Collection<S> all) {
        List<S> present = all.stream().filter(share -> share.amount() > 0).toList();
        return present.size() == heap.size() && present.stream().allMatch(this::isInPlace);
    }

    private boolean isInPlace(S share) {
        return share.place != Share.NOWHERE
                && heap.get(share.place).equals(share)
                && !share.isLargerThan(heap.get((share.place - 1) / 2));
    }
}
