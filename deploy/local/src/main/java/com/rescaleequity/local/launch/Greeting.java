package com.rescaleequity.local.launch;

import java.nio.file.Path;

/** What a person reads when the exchange is ready: where it is, a key, and a call to try. */
record Greeting(Terminal terminal, DataFolder data, LaunchOptions options) {

    void say(Addresses addresses, KeptAccount demo, long startedNanos) {
        Path credentials = options.credentials == null ? data.credentials() : options.credentials;
        terminal.done("All of it", startedNanos);
        terminal.say("");
        terminal.say("  REST       " + addresses.rest());
        terminal.say("  WebSocket  " + addresses.stream() + "?token=KEY");
        terminal.say("  Key        " + demo.apiKey() + "  (account demo)");
        terminal.say("  All keys   " + credentials);
        terminal.say("  Logs       " + data.log("launcher").getParent());
        terminal.say("  Market     " + market());
        terminal.say("  Try        " + curl(addresses, demo));
        terminal.say("  Stop       Ctrl-C");
        terminal.say("");
        terminal.say("Exchange ready");
    }

    private String market() {
        if (options.replay != null) {
            return "a recorded one: " + options.replay;
        }
        return options.noSimulator ? "yours alone (no simulator)" : "simulated";
    }

    private String curl(Addresses addresses, KeptAccount demo) {
        return "curl %s-H 'Authorization: Bearer %s' '%s/market/tickers?symbol=BTCUSD'"
                .formatted(options.tls ? "-k " : "", demo.apiKey(), addresses.rest());
    }
}
