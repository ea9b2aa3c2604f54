package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.CommandEnvelope.RequestKey;
import com.rescaleequity.order.trading.reference.ReferenceExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random terms for commands: times, sources with gaps and repetitions, request keys, deadlines. */
final class SimulatedEnvelopes {

    private static final long DAY = 24 * 60 * 60 * 1000L;

    /** Commands arrive at multiples of this, so that they meet timers exactly. */
    private static final long GRID = 50;

    private final SplittableRandom random;
    private final ReferenceExchange reference;
    private final Outboxes outboxes = new Outboxes();
    private final List<CommandEnvelope> requests = new ArrayList<>();
    private long requestCount;

    SimulatedEnvelopes(SplittableRandom random, ReferenceExchange reference) {
        this.random = random;
        this.reference = reference;
    }

    SimulatedCommands.Timed wrap(Command command) {
        long time = time();
        return new SimulatedCommands.Timed(envelope(command, time), time);
    }

    /** As whoever may send it does. */
    CommandEnvelope plain(Command command) {
        return outboxes.send(command);
    }

    private long time() {
        long now = reference.now();
        return switch (random.nextInt(1000)) {
            case 0 -> now + DAY;
            case 1 -> now + DAY + GRID;
            case 2, 3, 4 -> now + GRID * random.nextLong(72_000);
            default ->
                    switch (random.nextInt(20)) {
                        case 0 -> now + GRID * random.nextInt(100);
                        case 1 -> Math.max(0, now - random.nextInt(5000));
                        default -> now + GRID * random.nextInt(8);
                    };
        };
    }

    private CommandEnvelope envelope(Command command, long time) {
        String source = source(command);
        if (!source.isEmpty()) {
            return fromOutbox(source, command);
        }
        long deadline = random.nextInt(60) == 0 ? Math.max(1, time + random.nextInt(3) - 1) : 0;
        int kind = random.nextInt(100);
        if (kind >= 15) {
            return new CommandEnvelope(deadline, "", 0, null, command);
        }
        if (kind < 4 && !requests.isEmpty()) {
            return again(requests.get(random.nextInt(requests.size())));
        }
        long account = Simulation.ACCOUNTS.get(random.nextInt(Simulation.ACCOUNTS.size()));
        String fingerprint = "f" + ++requestCount;
        RequestKey key = new RequestKey(account, "k" + random.nextInt(500), fingerprint);
        CommandEnvelope request = new CommandEnvelope(deadline, "", 0, key, command);
        requests.add(request);
        return request;
    }

    /** The same request again, or a question for its outcome, or another under its key. */
    private CommandEnvelope again(CommandEnvelope request) {
        RequestKey key = request.requestKey();
        if (random.nextInt(4) == 0) {
            Command question = new Command.AskAgain(key.accountId());
            return new CommandEnvelope(request.deadline(), "", 0, key, question);
        }
        Command command = SimulatedOrders.relabelled(request.command(), random);
        if (random.nextInt(4) > 0) {
            return new CommandEnvelope(request.deadline(), "", 0, key, command);
        }
        RequestKey reused = new RequestKey(key.accountId(), key.key(), key.fingerprint() + "x");
        return new CommandEnvelope(0, "", 0, reused, command);
    }

    /** Rarely one that may not send it. */
    private String source(Command command) {
        if (command instanceof Command.CancelAllOrders && random.nextInt(4) == 0) {
            return "account-service";
        }
        return switch (random.nextInt(400)) {
            case 0 -> "account-service";
            case 1 -> "market-service";
            case 2 -> "stranger";
            case 3 -> "";
            default -> Outboxes.source(command);
        };
    }

    private CommandEnvelope fromOutbox(String source, Command command) {
        long next = outboxes.lastNumber(source) + 1;
        long number =
                switch (random.nextInt(12)) {
                    case 0 -> Math.max(1, next - 1 - random.nextInt(3));
                    case 1 -> next + 1 + random.nextInt(3);
                    default -> next;
                };
        return number == next
                ? outboxes.send(source, command)
                : new CommandEnvelope(0, source, number, null, command);
    }
}
