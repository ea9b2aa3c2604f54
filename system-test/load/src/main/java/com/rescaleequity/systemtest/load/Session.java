package com.rescaleequity.systemtest.load;

import com.rescaleequity.systemtest.load.exchange.Market;
import com.rescaleequity.systemtest.load.exchange.Place;
import com.rescaleequity.systemtest.load.exchange.SandboxAccounts;
import com.rescaleequity.systemtest.load.flow.Mix;
import com.rescaleequity.systemtest.load.flow.Traders;
import com.rescaleequity.systemtest.load.machine.Member;
import com.rescaleequity.systemtest.load.machine.Members;
import com.rescaleequity.systemtest.load.wire.SocketLane;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The exchange that is loaded, and the accounts that trade on it. */
final class Session {

    private final Place place;
    private final List<String> keys;
    private final List<String> manyKeys = new ArrayList<>();
    private final long price;

    private Session(Place place, List<String> keys, long price) {
        this.place = place;
        this.keys = keys;
        this.price = price;
    }

    /** Opens accounts: some for most mixes, many for those that want many. */
    static Session open(Place place, int accounts, int many)
            throws IOException, InterruptedException {
        List<String> keys = SandboxAccounts.open(place.rest(), accounts);
        Session session = new Session(place, keys, Market.lastPrice(place.rest(), keys.getFirst()));
        if (many > 0) {
            session.manyKeys.addAll(SandboxAccounts.open(place.rest(), many));
        }
        return session;
    }

    Place place() {
        return place;
    }

    /** Any account's key, for reads beside the load. */
    String anyKey() {
        return keys.getFirst();
    }

    /** Who trades in a stage. */
    Traders traders(Mix mix, int lanes, boolean swapped) {
        boolean wantsMany = (mix == Mix.MANY || mix == Mix.STORM) && !manyKeys.isEmpty();
        return new Traders(Market.SYMBOL, price, wantsMany ? manyKeys : keys, lanes, swapped);
    }

    int manyAccounts() {
        return Math.max(keys.size(), manyKeys.size());
    }

    /** The exchange's processes and this one; only this one if it runs elsewhere. */
    List<Member> members() throws IOException {
        Path data = place.data();
        return data == null
                ? List.of(new Member(Members.LOAD, ProcessHandle.current().pid(), true))
                : Members.of(data);
    }

    /** Whether it has the echo: a test-only setting switches it on. */
    boolean hasEcho(boolean straight) throws IOException {
        URI base = place.targets(Mix.ECHO, straight).getFirst();
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + "/orders/echo").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().write('1');
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    }

    /** Whether it takes orders over WebSocket. */
    boolean hasTradeSocket(boolean straight) throws IOException {
        try (SocketLane lane = SocketLane.open(place.sockets(straight).getFirst(), anyKey(), 1)) {
            return lane.slots() == 1;
        } catch (IOException e) {
            return false;
        }
    }
}
