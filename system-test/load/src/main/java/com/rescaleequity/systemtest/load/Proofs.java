package com.rescaleequity.systemtest.load;

import com.rescaleequity.systemtest.load.exchange.FollowerProbe;
import com.rescaleequity.systemtest.load.proof.BooksCheck;
import com.rescaleequity.systemtest.load.proof.EventLogCheck;
import com.rescaleequity.systemtest.load.proof.ProofFailedException;
import com.rescaleequity.systemtest.load.proof.ReplicaHashes;
import com.rescaleequity.systemtest.load.report.Report.Outcome;
import com.rescaleequity.systemtest.load.report.Report.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is proved once the load is over. */
final class Proofs {

    private static final Duration REST = Duration.ofMinutes(2);

    /** Something that holds, and what it saw. */
    private interface Check {

        String run() throws IOException;
    }

    private final List<Proof> proofs = new ArrayList<>();

    private Proofs() {}

    static List<Proof> of(Session session) throws InterruptedException {
        Path data = session.place().data();
        if (data == null) {
            return List.of(
                    new Proof(
                            "Books and logs",
                            Outcome.NOT_CHECKED,
                            "The exchange's data folder is not known."));
        }
        Proofs proofs = new Proofs();
        boolean atRest =
                FollowerProbe.awaitRest(session.place().rest(), session.anyKey(), REST.toNanos());
        proofs.check(
                "Followers",
                () -> atRest ? "All have everything." : fail("They do not come to rest."));
        proofs.check(
                "Money",
                () -> {
                    BooksCheck.run(data);
                    return "Every asset sums to zero, balances are their postings, trades have two sides.";
                });
        proofs.check(
                "Logs",
                () -> {
                    EventLogCheck log = EventLogCheck.run(data);
                    ReplicaHashes hashes = ReplicaHashes.compare(data, log);
                    return "%,d events, none missing, %,d written twice and the same; hashes compared %s."
                            .formatted(log.events(), log.repeated(), hashes.compared());
                });
        return proofs.proofs;
    }

    private static String fail(String why) throws IOException {
        throw new IOException(why);
    }

    private void check(String name, Check check) {
        try {
            proofs.add(new Proof(name, Outcome.HOLDS, check.run()));
        } catch (ProofFailedException | IOException e) {
            proofs.add(new Proof(name, Outcome.FAILED, String.valueOf(e.getMessage())));
        }
    }
}
