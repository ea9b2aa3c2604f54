package com.rescaleequity.market.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.environment.Environment;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListedAssetsTest {

    @Test
    void nothingCanBeWithdrawnAndOnlyTheSandboxTakesDeposits() {
        for (boolean sandbox : new boolean[] {true, false}) {
            List<AssetView> assets = assets(sandbox ? "sandbox" : "production");

            assertThat(assets)
                    .hasSize(4)
                    .allSatisfy(asset -> {
                        assertThat(asset.withdrawEnabled()).isFalse();
                        assertThat(asset.depositEnabled()).isEqualTo(sandbox);
                        assertThat(asset.networks())
                                .singleElement()
                                .satisfies(network -> {
                                    assertThat(network.withdrawEnabled()).isFalse();
                                    assertThat(network.depositEnabled()).isEqualTo(sandbox);
                                });
                    });
        }
    }

    private static List<AssetView> assets(String environment) {
        return new ListedAssets(
                        new Environment(
                                new SmallRyeConfigBuilder()
                                        .withDefaultValue(Environment.SETTING, environment)
                                        .build()))
                .all();
    }
}
