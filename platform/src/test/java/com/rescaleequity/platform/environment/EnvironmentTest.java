package com.rescaleequity.platform.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.errors.ApiException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void serviceThatIsNotToldWhereItStandsDoesNotStart() {
        assertThatThrownBy(() -> environment(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "exchange.environment (EXCHANGE_ENVIRONMENT) must be sandbox or production;"
                                + " it is not set");
        for (String wrong : List.of("Sandbox", "staging", "production ", "true")) {
            assertThatThrownBy(() -> environment(Map.of("exchange.environment", wrong)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must be sandbox or production; it is \"" + wrong + '"');
        }
    }

    @Test
    void sandboxMayHaveWhatTestsNeed() {
        // When
        Environment sandbox =
                environment(
                        Map.of(
                                "exchange.environment", "sandbox",
                                "exchange.testing.echo", "true",
                                "exchange.rate-limits.enabled", "false",
                                "exchange.rate-limits.speed", "60"));

        // Then
        assertThat(sandbox.isSandbox()).isTrue();
        assertThat(sandbox.text()).isEqualTo("sandbox");
        sandbox.requireSandbox();
    }

    @Test
    void productionStartsWithLimitsAndWithoutWhatOnlyTestsNeed() {
        // When
        Environment production =
                environment(
                        Map.of(
                                "exchange.environment", "production",
                                "exchange.testing.echo", "false",
                                "exchange.engine.testing-fault-at", "-1",
                                "exchange.rate-limits.enabled", "true",
                                "exchange.rate-limits.speed", "1"));

        // Then
        assertThat(production.isSandbox()).isFalse();
        assertThatThrownBy(production::requireSandbox)
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("sandbox only");
    }

    @Test
    void productionRefusesToStartWithWhatOnlyTestsNeed() {
        Map<String, String> wrong =
                Map.of(
                        "exchange.testing.echo", "true",
                        "exchange.testing.clock", "on",
                        "exchange.engine.testing-fault-at", "7",
                        "EXCHANGE_TESTING_ECHO", "true",
                        "exchange.rate-limits.enabled", "false",
                        "EXCHANGE_RATE_LIMITS_SPEED", "60");
        wrong.forEach((setting, value) ->
                assertThatThrownBy(() ->
                                environment(
                                        Map.of(
                                                "exchange.environment",
                                                "production",
                                                setting,
                                                value)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(setting));
    }

    private static Environment environment(Map<String, String> settings) {
        return new Environment(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build());
    }
}
