package com.rescaleequity.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.local.launch.LaunchOptions.ReplayMode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class LaunchOptionsTest {

    private static LaunchOptions parse(String... arguments) {
        LaunchOptions options = new LaunchOptions();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return options;
    }

    @Test
    void replayPrintsTheTapeUnlessTheBookIsWanted() {
        assertThat(parse("--replay", "x.gz").replayMode).isEqualTo(ReplayMode.TAPE);
        assertThat(parse("--replay", "x.gz", "--replay-mode", "book").replayMode)
                .isEqualTo(ReplayMode.BOOK);
        assertThatThrownBy(() -> parse("--replay-mode", "film"))
                .isInstanceOf(ParameterException.class);
    }

    @Test
    void speedIsAFactorOrMax() throws RefusedException {
        assertThat(parse("--speed", "max").speedFactor()).isInfinite();
        assertThat(parse("--speed", "2.5").speedFactor()).isEqualTo(2.5);
        assertThatThrownBy(() -> parse("--speed", "0").speedFactor())
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> parse("--speed", "fast").speedFactor())
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void aServiceTakesADebuggerOnTheUsualPortOrAnother() {
        assertThat(parse().debug).isEmpty();
        assertThat(parse("--debug", "order-service", "--debug", "market-service=6006").debug)
                .containsOnly(Map.entry("order-service", 5005), Map.entry("market-service", 6006));
    }
}
