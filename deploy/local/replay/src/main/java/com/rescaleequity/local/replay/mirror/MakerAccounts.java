package com.rescaleequity.local.replay.mirror;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The accounts that share the mirrored levels, since the exchange limits how many orders one
 * account may have open. Another one is opened when all are full.
 */
public final class MakerAccounts {

    private final ReplayAccounts opener;
    private final LiveBook live;
    private final int mostOrders;
    private final List<String> apiKeys = new ArrayList<>();
    private int current;

    /** Accounts of which each may have this many orders open. */
    public MakerAccounts(ReplayAccounts opener, LiveBook live, int mostOrders)
            throws IOException, InterruptedException {
        this.opener = opener;
        this.live = live;
        this.mostOrders = mostOrders;
        while (apiKeys.size() < opener.known()) {
            open();
        }
    }

    /** Opens accounts for so many orders before they are busy, and one to spare. */
    public void openFor(int orders) throws IOException, InterruptedException {
        while (apiKeys.size() < orders / mostOrders + 2) {
            open();
        }
    }

    private void open() throws IOException, InterruptedException {
        apiKeys.add(opener.apiKey(apiKeys.size()));
    }

    public int count() {
        return apiKeys.size();
    }

    public String apiKey(int account) {
        return apiKeys.get(account);
    }

    /** The free places for the orders of one step, which are not in the live book yet. */
    public Places places() {
        return new Places();
    }

    /** Hands out places; one account is filled before the next, so that orders go in batches. */
    public final class Places {

        private final List<Integer> taken = new ArrayList<>();

        private Places() {}

        int forNewOrder() throws IOException, InterruptedException {
            if (current >= count() || free(current) <= 0) {
                current = freest();
            }
            taken.add(current);
            return current;
        }

        private int free(int account) {
            long planned = taken.stream().filter(each -> each == account).count();
            return mostOrders - live.ordersOf(account) - (int) planned;
        }

        private int freest() throws IOException, InterruptedException {
            int best = 0;
            int most = 0;
            for (int account = 0; account < count(); account++) {
                if (free(account) > most) {
                    best = account;
                    most = free(account);
                }
            }
            if (most == 0) {
                best = count();
                open();
            }
            return best;
        }
    }
}
