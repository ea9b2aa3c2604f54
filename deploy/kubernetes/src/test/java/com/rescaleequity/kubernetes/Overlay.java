package com.rescaleequity.kubernetes;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1IngressServiceBackend;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All objects of one overlay, with those of its bases. */
record Overlay(
        Kustomization kustomization,
        List<Manifest> manifests,
        Map<String, Map<String, String>> configMaps) {

    /** A key of a Secret that a pod reads. */
    record SecretKey(String secret, String key) {}

    static Overlay of(Path overlay) {
        var kustomization = Kustomization.of(overlay);
        var configMaps = new HashMap<String, Map<String, String>>();
        kustomization
                .withBases()
                .forEach(part ->
                        part.configMaps()
                                .forEach((name, data) ->
                                        configMaps
                                                .computeIfAbsent(name, n -> new HashMap<>())
                                                .putAll(data)));
        return new Overlay(
                kustomization,
                kustomization.withBases().stream()
                        .flatMap(part -> part.manifests().stream())
                        .toList(),
                configMaps);
    }

    List<Workload> workloads() {
        return manifests.stream().map(Workload::of).flatMap(Optional::stream).toList();
    }

    /** The workloads of our four services. */
    List<Workload> servers() {
        return workloads().stream().filter(found -> found.isOurs() && !found.isJob()).toList();
    }

    Workload workload(String name) {
        return workloads().stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no workload " + name));
    }

    <T extends KubernetesObject> List<T> all(Class<T> type) {
        return manifests.stream()
                .map(Manifest::object)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    <T extends KubernetesObject> T named(Class<T> type, String name) {
        return all(type).stream()
                .filter(found -> found.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
    }

    List<V1IngressServiceBackend> ingressBackends() {
        return all(V1Ingress.class).stream()
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getBackend().getService())
                .toList();
    }

    /** The variables of a server: those of its ConfigMaps and its own. */
    Map<String, String> environment(Workload server) {
        var environment = new HashMap<String, String>();
        for (var source : server.container().getEnvFrom()) {
            String name = source.getConfigMapRef().getName();
            if (!configMaps.containsKey(name)) {
                throw new AssertionError(server.name() + " needs the ConfigMap " + name);
            }
            environment.putAll(configMaps.get(name));
        }
        environment.putAll(server.variables());
        return environment;
    }

    /** Every key of a Secret that a container reads as a variable or a file setting names. */
    Set<SecretKey> secretKeys() {
        Stream<SecretKey> variables =
                workloads().stream()
                        .flatMap(found -> Stream.ofNullable(found.container().getEnv()))
                        .flatMap(List::stream)
                        .filter(variable -> variable.getValueFrom() != null)
                        .map(variable -> variable.getValueFrom().getSecretKeyRef())
                        .map(reference -> new SecretKey(reference.getName(), reference.getKey()));
        Stream<SecretKey> files =
                servers().stream()
                        .flatMap(server -> secretVolumes(server).values().stream())
                        .map(secret -> new SecretKey(secret, "key"));
        return Stream.concat(variables, files).collect(Collectors.toSet());
    }

    /** The files that the mounted Secrets of a server become; each Secret has one key. */
    Set<String> mountedSecretFiles(Workload server) {
        Map<String, String> volumes = secretVolumes(server);
        return server.container().getVolumeMounts().stream()
                .filter(mount -> volumes.containsKey(mount.getName()))
                .map(mount -> mount.getMountPath() + "/key")
                .collect(Collectors.toSet());
    }

    private static Map<String, String> secretVolumes(Workload server) {
        return server.pod().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .collect(
                        Collectors.toMap(
                                volume -> volume.getName(),
                                volume -> volume.getSecret().getSecretName()));
    }
}
