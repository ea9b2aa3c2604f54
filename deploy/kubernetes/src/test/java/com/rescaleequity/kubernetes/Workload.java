package com.rescaleequity.kubernetes;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An object that makes pods, with its template; every pod of ours has one container. */
record Workload(Manifest manifest, Map<String, String> labels, V1PodSpec pod) {
    private static final String OUR_IMAGES = "rescaleequity/";

    static Optional<Workload> of(Manifest manifest) {
        V1PodTemplateSpec template =
                switch (manifest.object()) {
                    case V1Deployment deployment -> deployment.getSpec().getTemplate();
                    case V1StatefulSet statefulSet -> statefulSet.getSpec().getTemplate();
                    case V1Job job -> job.getSpec().getTemplate();
                    default -> null;
                };
        return Optional.ofNullable(template)
                .map(found ->
                        new Workload(manifest, found.getMetadata().getLabels(), found.getSpec()));
    }

    V1Container container() {
        return pod.getContainers().getFirst();
    }

    String name() {
        return manifest.name();
    }

    /** How many pods it makes; a Job makes one. */
    int replicas() {
        return switch (manifest.object()) {
            case V1Deployment deployment -> deployment.getSpec().getReplicas();
            case V1StatefulSet statefulSet -> statefulSet.getSpec().getReplicas();
            default -> 1;
        };
    }

    boolean isJob() {
        return manifest.object() instanceof V1Job;
    }

    /** Whether its image is made by our Containerfile. */
    boolean isOurs() {
        return container().getImage().startsWith(OUR_IMAGES);
    }

    /** The module whose program runs in it. */
    String module() {
        return container().getImage().substring(OUR_IMAGES.length());
    }

    List<V1ContainerPort> ports() {
        return Objects.requireNonNullElse(container().getPorts(), List.of());
    }

    boolean hasPort(Object nameOrNumber) {
        return ports().stream()
                .flatMap(port -> Stream.of(port.getName(), port.getContainerPort()))
                .anyMatch(nameOrNumber::equals);
    }

    /** Values of its environment by name, an empty text where the value comes from a Secret. */
    Map<String, String> variables() {
        return Stream.ofNullable(container().getEnv())
                .flatMap(List::stream)
                .collect(
                        Collectors.toMap(
                                variable -> variable.getName(),
                                variable -> Objects.requireNonNullElse(variable.getValue(), "")));
    }

    boolean isSelectedBy(V1LabelSelector selector) {
        boolean labelsMatch =
                selector.getMatchLabels() == null || carries(selector.getMatchLabels());
        return labelsMatch
                && Stream.ofNullable(selector.getMatchExpressions())
                        .flatMap(List::stream)
                        .allMatch(rule -> rule.getValues().contains(labels.get(rule.getKey())));
    }

    boolean carries(Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }
}
