package com.rescaleequity.local.launch;

import com.rescaleequity.local.client.Answer;
import com.rescaleequity.local.client.DepthStream;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.replay.lobster.LobsterFiles;
import com.rescaleequity.local.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The exchange on one machine when a client can trade on it. */
record LocalExchange(
        Vertx vertx,
        Services services,
        Addresses addresses,
        KeptAccounts accounts,
        OperatorClient operator,
        ExchangeClient client) {

    private static final Duration LISTING_PATIENCE = Duration.ofMinutes(5);

    /** Opens the first accounts and returns when the markets are listed. */
    void open(DataFolder data, LaunchOptions options) throws IOException, InterruptedException {
        account(AccountPlan.DEMO);
        account(AccountPlan.MAKER);
        String rest = addresses.rest().toString();
        String stream = addresses.stream().toString();
        accounts.writeCredentials(data.credentials(), rest, stream);
        if (options.credentials != null) {
            accounts.writeCredentials(options.credentials, rest, stream);
        }
        awaitListing();
    }

    /** On the first start the markets are listed while everything else starts. */
    private void awaitListing() throws IOException, InterruptedException {
        String key = demo().apiKey();
        long end = System.nanoTime() + LISTING_PATIENCE.toNanos();
        while (true) {
            Answer answer;
            try {
                answer = client.get(key, "/market/instruments");
            } catch (IOException e) {
                answer = Answer.none(503);
            }
            if (answer.ok() && !answer.data().isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new IOException(
                        "No market was listed within %d minutes; the last answer was %s"
                                .formatted(LISTING_PATIENCE.toMinutes(), answer));
            }
            Thread.sleep(100);
        }
    }

    KeptAccount demo() throws IOException, InterruptedException {
        return account(AccountPlan.DEMO);
    }

    private KeptAccount account(AccountPlan plan) throws IOException, InterruptedException {
        return accounts.ensure(plan, operator);
    }

    /** Trades as two accounts on a simulated market until it is stopped. */
    Simulator simulate(int rate) throws IOException, InterruptedException {
        KeptAccount maker = account(AccountPlan.program("simulator-maker"));
        KeptAccount taker = account(AccountPlan.program("simulator-taker"));
        Simulator market = new Simulator(client, maker.apiKey(), taker.apiKey(), rate);
        market.start();
        return market;
    }

    /** Trades a recorded market again. */
    void replay(
            Path recording,
            LaunchOptions.ReplayMode mode,
            double speed,
            DataFolder data,
            Terminal terminal)
            throws IOException, InterruptedException {
        ReplayStarter starter = new ReplayStarter(client, accounts, this::account, data, terminal);
        if (LobsterFiles.recognises(recording)) {
            starter.startLobster(
                    recording,
                    speed,
                    new StockListing(
                            services.managementPort("market-service"),
                            data.secrets().text("operator-key")));
            return;
        }
        switch (mode) {
            case TAPE -> starter.startTape(recording, speed);
            case BOOK ->
                    starter.startBook(recording, speed, new DepthStream(vertx, addresses.stream()));
        }
    }
}
