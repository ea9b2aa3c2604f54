package com.rescaleequity.local.replay.mirror;

import java.io.IOException;

/** Opens the accounts of a replay, or finds those of an earlier run. */
public interface ReplayAccounts {

    /** How many mirroring accounts there are from earlier runs. */
    int known();

    /** The API key of the mirroring account with this number, which is opened if it is new. */
    String apiKey(int account) throws IOException, InterruptedException;

    /** The API key of the taker's account. */
    String takerKey() throws IOException, InterruptedException;
}
