package com.rescaleequity.systemtest.load.proof;

import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what the replicas said of themselves in the command log with the event log: whenever
 * both know a hash after the same event, it is the same one.
 *
 * @param compared by replica, how often it could be compared
 */
public record ReplicaHashes(Map<String, Integer> compared) {

    /** The data folder of an exchange that runs. */
    public static ReplicaHashes compare(Path data, EventLogCheck log) throws IOException {
        Map<String, Integer> compared = new TreeMap<>();
        LogReader.read(
                data,
                Topics.TRADING_COMMANDS,
                record -> {
                    Command command = Command.parseFrom(record.value());
                    if (command.hasTick() && !command.getTick().getWitness().isEmpty()) {
                        compare(command.getTick(), log.hashes(), compared);
                    }
                });
        if (compared.isEmpty()) {
            throw new ProofFailedException("No replica has said a hash that the event log knows");
        }
        return new ReplicaHashes(compared);
    }

    private static void compare(Tick tick, Map<Long, Long> hashes, Map<String, Integer> compared) {
        Long hash = hashes.get(tick.getSequence());
        if (hash == null) {
            return;
        }
        if (hash != tick.getEventHash()) {
            throw new ProofFailedException(
                    "%s has another hash than the event log after event %d"
                            .formatted(tick.getWitness(), tick.getSequence()));
        }
        compared.merge(tick.getWitness(), 1, Integer::sum);
    }
}
