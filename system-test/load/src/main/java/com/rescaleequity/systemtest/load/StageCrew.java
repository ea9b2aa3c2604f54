package com.rescaleequity.systemtest.load;

import com.rescaleequity.systemtest.load.flow.Mix;
import com.rescaleequity.systemtest.load.flow.Traders;
import com.rescaleequity.systemtest.load.loop.Crew;
import com.rescaleequity.systemtest.load.loop.Script;
import com.rescaleequity.systemtest.load.wire.HttpLane;
import com.rescaleequity.systemtest.load.wire.Lane;
import com.rescaleequity.systemtest.load.wire.SocketLane;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The connections of one stage.
 *
 * @param targets which they share
 * @param socketSlots how many calls are under way on each; 0 for HTTP
 * @param scripts what each sends
 */
record StageCrew(
        Mix mix, Traders traders, List<URI> targets, int socketSlots, IntFunction<Script> scripts)
        implements Crew {

    @Override
    public int lanes() {
        return traders.lanes();
    }

    @Override
    public Lane open(int lane) throws IOException {
        URI target = targets.get(lane % targets.size());
        return socketSlots == 0
                ? HttpLane.open(target)
                : SocketLane.open(target, traders.keysOf(mix, lane).getFirst(), socketSlots);
    }

    @Override
    public Script script(int lane) {
        return scripts.apply(lane);
    }
}
