package com.rescaleequity.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader of the manifests refuses what a cluster would refuse or silently drop. */
class StrictReadingTest {
    private final String manifest = orderService();

    @Test
    void readsWhatIsRight() {
        // When
        var manifests = Manifest.read("order-service.yaml", manifest);

        // Then
        assertThat(manifests)
                .filteredOn(found -> found.object() instanceof V1StatefulSet)
                .singleElement()
                .extracting(found -> ((V1StatefulSet) found.object()).getSpec().getReplicas())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "replicas: 3, replicsa: 3, replicsa",
        "serviceName, serviceNames, serviceNames",
        "readinessProbe, readynessProbe, readynessProbe",
        "failureThreshold, failureTreshold, failureTreshold",
        "readOnlyRootFilesystem, readonlyRootFilesystem, readonlyRootFilesystem",
        "secretKeyRef, secretKeyReference, secretKeyReference",
        "configMapRef, configmapRef, configmapRef",
        "maxUnavailable, maxUnavailble, maxUnavailble",
        "matchLabels, matchLabel, matchLabel",
        "targetPort, targetport, targetport",
        "automountServiceAccountToken, automountServiceAccountTokens, automountServiceAccountTokens",
        "kind: StatefulSet, kind: StatefulSets, StatefulSets",
        "apiVersion: apps/v1, apiVersion: apps/v1beta1, apps/v1beta1"
    })
    void misspeltFieldIsRefused(String right, String wrong, String named) {
        // Given
        assertThat(manifest).contains(right);
        String planted = manifest.replaceFirst(right, wrong);

        // When, then
        assertThatThrownBy(() -> Manifest.read("planted.yaml", planted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @Test
    void duplicateKeyIsRefused() {
        // Given
        String planted = manifest.replaceFirst("replicas: 3", "replicas: 3\n  replicas: 2");

        // When, then
        assertThatThrownBy(() -> Manifest.read("planted.yaml", planted))
                .hasMessageContaining("duplicate key replicas");
    }

    private static String orderService() {
        try {
            return Files.readString(
                    Project.ROOT.resolve("deploy/kubernetes/base/order-service.yaml"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
