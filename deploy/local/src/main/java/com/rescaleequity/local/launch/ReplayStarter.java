package com.rescaleequity.local.launch;

import com.rescaleequity.local.client.DepthStream;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.OrderWithdrawal;
import com.rescaleequity.local.replay.ReplayRun;
import com.rescaleequity.local.replay.book.BookReplay;
import com.rescaleequity.local.replay.lobster.LobsterFiles;
import com.rescaleequity.local.replay.lobster.LobsterReplay;
import com.rescaleequity.local.replay.mirror.ReplayAccounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Opens the accounts that a replay needs and starts it on its own thread. */
final class ReplayStarter {

    /** Gives the account of a plan, which it opens if it is new. */
    interface Opener {
        KeptAccount open(AccountPlan plan) throws IOException, InterruptedException;
    }

    private static final String MIRROR = "replay-book-";

    private final ExchangeClient client;
    private final KeptAccounts kept;
    private final Opener opener;
    private final DataFolder data;
    private final Terminal terminal;

    ReplayStarter(
            ExchangeClient client,
            KeptAccounts kept,
            Opener opener,
            DataFolder data,
            Terminal terminal) {
        this.client = client;
        this.kept = kept;
        this.opener = opener;
        this.data = data;
        this.terminal = terminal;
    }

    /** Prints the trades of the tape, and nothing else. */
    void startTape(Path file, double speed) throws IOException, InterruptedException {
        withdrawOthers("replay-maker", "replay-taker");
        ReplayRun.Keys keys = new ReplayRun.Keys(program("replay-maker"), program("replay-taker"));
        ReplayRun replay = new ReplayRun(client, keys, file, data.replayState(), terminal::say);
        start(() -> replay.run(speed));
    }

    /** Prints the trades and follows the recorded book. */
    void startBook(Path file, double speed, DepthStream stream)
            throws IOException, InterruptedException {
        withdrawOthers(MIRROR, "replay-taker");
        BookReplay replay =
                new BookReplay(
                        client,
                        stream,
                        new MirrorAccounts(MIRROR, AccountPlan::mirror, "replay-taker"),
                        data.replayState(),
                        terminal::say);
        start(() -> replay.run(file, speed));
    }

    /** Does what a pair of LOBSTER files tells, and compares each row. */
    void startLobster(Path file, double speed, LobsterReplay.Listing listing) {
        String asset = LobsterFiles.asset(file);
        String prefix = "replay-" + asset.toLowerCase(Locale.ROOT) + "-";
        MirrorAccounts stock =
                new MirrorAccounts(
                        prefix, label -> AccountPlan.stock(label, asset), prefix + "taker");
        LobsterReplay replay = new LobsterReplay(client, stock, listing, terminal::say);
        start(() -> replay.run(file, speed));
    }

    private static void start(Runnable replay) {
        Thread.ofPlatform().daemon().name("replay").start(replay);
    }

    private String program(String label) throws IOException, InterruptedException {
        return opener.open(AccountPlan.program(label)).apiKey();
    }

    /** Orders that the launcher's other programs left would stand in a replay's way. */
    private void withdrawOthers(String... own) throws IOException, InterruptedException {
        for (KeptAccount account : kept.all()) {
            String label = account.label();
            boolean program = label.startsWith("replay-") || label.startsWith("simulator-");
            if (program && List.of(own).stream().noneMatch(label::startsWith)) {
                OrderWithdrawal.withdraw(client, account.apiKey());
            }
        }
    }

    /** Accounts whose labels are a prefix and a number. */
    private final class MirrorAccounts implements ReplayAccounts {

        private final String prefix;
        private final Function<String, AccountPlan> plan;
        private final String takerLabel;

        private MirrorAccounts(
                String prefix, Function<String, AccountPlan> plan, String takerLabel) {
            this.prefix = prefix;
            this.plan = plan;
            this.takerLabel = takerLabel;
        }

        @Override
        public int known() {
            return (int)
                    kept.all().stream()
                            .map(KeptAccount::label)
                            .filter(label -> label.startsWith(prefix) && !label.equals(takerLabel))
                            .count();
        }

        @Override
        public String apiKey(int account) throws IOException, InterruptedException {
            return opener.open(plan.apply(prefix + (account + 1))).apiKey();
        }

        @Override
        public String takerKey() throws IOException, InterruptedException {
            return opener.open(plan.apply(takerLabel)).apiKey();
        }
    }
}
