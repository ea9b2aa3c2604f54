package com.rescaleequity.local.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.local.infrastructure.ExchangeRoot;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class IngressRoutesTest {

    private static final String MANIFEST =
            """
            kind: Ingress
            spec:
              rules:
                - host: api.example.com
                  http:
                    paths:
                      - path: /api/v1
                        pathType: Prefix
                        backend: {service: {name: market-service, port: {name: http}}}
                      - path: /api/v1/orders/
                        pathType: Prefix
                        backend: {service: {name: order-service, port: {name: http}}}
                      - path: /api/v1/orders/special
                        pathType: Exact
                        backend: {service: {name: account-service, port: {name: http}}}
            ---
            kind: Service
            ---
            kind: Ingress
            spec:
              rules:
                - host: stream.example.com
                  http:
                    paths:
                      - path: /ws
                        pathType: Prefix
                        backend: {service: {name: stream-gateway, port: {name: http}}}
            """;

    private final IngressRoutes routes = IngressRoutes.parse(new StringReader(MANIFEST));

    @Test
    void longestPrefixWins() {
        assertThat(routes.serviceFor("/api/v1/orders/create")).isEqualTo("order-service");
        assertThat(routes.serviceFor("/api/v1/orders")).isEqualTo("order-service");
        assertThat(routes.serviceFor("/api/v1/market/time")).isEqualTo("market-service");
        assertThat(routes.serviceFor("/ws")).isEqualTo("stream-gateway");
    }

    @Test
    void prefixMatchesWholeElementsOnly() {
        assertThat(routes.serviceFor("/api/v1/orders2")).isEqualTo("market-service");
        assertThat(routes.serviceFor("/wsx")).isNull();
        assertThat(routes.serviceFor("/")).isNull();
    }

    @Test
    void exactPathWinsAndMatchesNothingLonger() {
        assertThat(routes.serviceFor("/api/v1/orders/special")).isEqualTo("account-service");
        assertThat(routes.serviceFor("/api/v1/orders/special/x")).isEqualTo("order-service");
    }

    @Test
    void manifestWithoutRoutesIsRefused() {
        assertThatThrownBy(() -> IngressRoutes.parse(new StringReader("kind: Service\n")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsManifestOfTheCluster() {
        // Given
        Path manifest = ExchangeRoot.find().resolve("deploy/kubernetes/base/ingress.yaml");

        // When
        IngressRoutes real = IngressRoutes.read(manifest);

        // Then
        assertThat(real.services())
                .containsExactly(
                        "account-service", "market-service", "order-service", "stream-gateway");
        assertThat(real.serviceFor("/api/v1/orders/create")).isEqualTo("order-service");
        assertThat(real.serviceFor("/api/v1/account")).isEqualTo("account-service");
        assertThat(real.serviceFor("/api/v1/account/trades")).isEqualTo("order-service");
        assertThat(real.serviceFor("/api/v1/account/limits")).isEqualTo("order-service");
        assertThat(real.serviceFor("/api/v1/account/limits2")).isEqualTo("account-service");
        assertThat(real.serviceFor("/api/v1/account/ledger")).isEqualTo("account-service");
        assertThat(real.serviceFor("/ws")).isEqualTo("stream-gateway");
        assertThat(real.serviceFor("/ws/trade")).isEqualTo("order-service");
        assertThat(real.serviceFor("/admin/v1/accounts")).isNull();
    }
}
