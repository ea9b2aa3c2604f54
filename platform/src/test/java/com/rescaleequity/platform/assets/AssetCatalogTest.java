package com.rescaleequity.platform.assets;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.environment.Environment;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetCatalogTest {

    @ParameterizedTest
    @CsvSource({"sandbox, true", "production, false"})
    void moneyMovesInAndOutInTheSandboxOnly(String environment, boolean moves) {
        assertThat(catalog(environment).all())
                .hasSize(4)
                .allSatisfy(asset -> {
                    assertThat(asset.withdrawEnabled()).isEqualTo(moves);
                    assertThat(asset.depositEnabled()).isEqualTo(moves);
                    assertThat(asset.networks())
                            .isNotEmpty()
                            .allSatisfy(network -> {
                                assertThat(network.withdrawEnabled()).isEqualTo(moves);
                                assertThat(network.depositEnabled()).isEqualTo(moves);
                                assertThat(network.minWithdrawal())
                                        .isGreaterThan(network.withdrawalFee());
                            });
                });
    }

    @ParameterizedTest
    @CsvSource({"BTC, true", "XYZ, false"})
    void assetIsFoundByItsName(String name, boolean listed) {
        assertThat(catalog("sandbox").named(name).isPresent()).isEqualTo(listed);
    }

    private static AssetCatalog catalog(String environment) {
        return new AssetCatalog(
                new Environment(
                        new SmallRyeConfigBuilder()
                                .withDefaultValue(Environment.SETTING, environment)
                                .build()));
    }
}
