package com.rescaleequity.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1IngressServiceBackend;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests fit each other, and name only what the services really have. */
class ManifestTest {
    private static final Path FOLDER = Project.ROOT.resolve("deploy/kubernetes");
    private static final String PLATFORM = "platform/src/main/java/";
    private static final Pattern DURATION = Pattern.compile("(?:PT)?(\\d+)[sS]?");

    private final Overlay dev = Overlay.of(FOLDER.resolve("overlays/dev"));

    @Test
    void everyManifestIsStrictlyValidAndNamedByItsKustomization() throws IOException {
        // Given
        List<Path> folders;
        try (Stream<Path> files = Files.walk(FOLDER)) {
            folders =
                    files.filter(file -> file.endsWith("kustomization.yaml"))
                            .filter(file -> !file.toString().contains("/target/"))
                            .map(Path::getParent)
                            .toList();
        }
        assertThat(folders).hasSizeGreaterThanOrEqualTo(3);

        for (Path folder : folders) {
            // When
            var kustomization = Kustomization.of(folder);
            Set<String> present;
            try (Stream<Path> files = Files.list(folder)) {
                present =
                        files.map(file -> file.getFileName().toString())
                                .filter(name -> name.endsWith(".yaml"))
                                .filter(name -> !name.equals("kustomization.yaml"))
                                .collect(Collectors.toCollection(TreeSet::new));
            }

            // Then
            assertThat(kustomization.strings("resources"))
                    .as("resources of %s", folder)
                    .containsAll(present)
                    .allSatisfy(resource -> assertThat(folder.resolve(resource)).exists());
            assertThat(kustomization.manifests())
                    .extracting(manifest -> manifest.object().getKind())
                    .doesNotContain("Secret");
            assertThat(kustomization.fields()).doesNotContainKey("commonLabels");
        }
    }

    @Test
    void everyServiceReachesAPortOfItsWorkload() {
        for (V1Service service : dev.all(V1Service.class)) {
            // When
            List<Workload> selected =
                    dev.workloads().stream()
                            .filter(found -> found.carries(service.getSpec().getSelector()))
                            .toList();

            // Then
            assertThat(selected).as(service.getMetadata().getName()).hasSize(1);
            assertThat(service.getSpec().getPorts())
                    .isNotEmpty()
                    .allSatisfy(port -> {
                        String target = port.getTargetPort().getStrValue();
                        assertThat(selected.getFirst().hasPort(target))
                                .as("%s: port %s", service.getMetadata().getName(), target)
                                .isTrue();
                    });
        }
    }

    @Test
    void everyIngressBackendIsAServiceWithThatPort() {
        // When
        List<V1IngressServiceBackend> backends = dev.ingressBackends();

        // Then
        assertThat(backends)
                .hasSizeGreaterThan(8)
                .allSatisfy(backend -> {
                    assertThat(backend.getPort().getName()).isEqualTo("http");
                    V1Service service = dev.named(V1Service.class, backend.getName());
                    assertThat(service.getSpec().getPorts())
                            .anyMatch(port -> port.getName().equals("http"));
                });
        assertThat(backends)
                .extracting(V1IngressServiceBackend::getName)
                .containsAll(dev.servers().stream().map(Workload::name).toList());
    }

    @Test
    void containerPortsAreThoseTheServicesListenOn() {
        for (Workload server : dev.servers()) {
            // Given
            var settings = ServiceSettings.of(server.module());

            // When
            Map<String, Integer> ports =
                    server.ports().stream()
                            .collect(
                                    Collectors.toMap(
                                            port -> port.getName(),
                                            port -> port.getContainerPort()));

            // Then
            assertThat(settings.value("quarkus.management.enabled", "false")).isEqualTo("true");
            assertThat(ports)
                    .as(server.name())
                    .containsOnly(
                            entry("http", settings.port("quarkus.http.port", 8080)),
                            entry("management", settings.port("quarkus.management.port", 9000)));
            assertThat(settings.value("quarkus.http.host", "0.0.0.0")).isEqualTo("0.0.0.0");
            assertThat(settings.value("quarkus.management.host", "0.0.0.0")).isEqualTo("0.0.0.0");
        }
    }

    @Test
    void probesAskWhatTheServicesAnswer() {
        for (Workload server : dev.servers()) {
            // Given
            var settings = ServiceSettings.of(server.module());
            var container = server.container();

            // When, then
            assertProbe(
                    server,
                    container.getStartupProbe(),
                    settings.healthPath("startup-path", "started"));
            assertProbe(
                    server,
                    container.getReadinessProbe(),
                    settings.healthPath("readiness-path", "ready"));
            assertProbe(
                    server,
                    container.getLivenessProbe(),
                    settings.healthPath("liveness-path", "live"));
        }
    }

    @Test
    void everySettingExistsInItsService() {
        for (Workload server : dev.servers()) {
            // Given
            var settings = ServiceSettings.of(server.module());

            // When
            Set<String> variables = dev.environment(server).keySet();

            // Then
            assertThat(variables)
                    .isNotEmpty()
                    .allSatisfy(variable ->
                            assertThat(settings.has(variable))
                                    .as("%s of %s", variable, server.module())
                                    .isTrue());
        }
    }

    @Test
    void everyOverlaySaysWhereItStandsAndTheBaseDoesNot() throws IOException {
        // Given: a base that said sandbox would make one of every overlay that says nothing
        assertThat(Project.text("deploy/kubernetes/base/settings/exchange.env"))
                .doesNotContain("EXCHANGE_ENVIRONMENT");
        List<Path> overlays;
        try (Stream<Path> folders = Files.list(FOLDER.resolve("overlays"))) {
            overlays = folders.toList();
        }

        for (Path overlay : overlays) {
            // When
            Overlay built = Overlay.of(overlay);

            // Then
            assertThat(built.servers()).isNotEmpty();
            assertThat(built.servers())
                    .as(overlay.toString())
                    .allSatisfy(server ->
                            assertThat(built.environment(server).get("EXCHANGE_ENVIRONMENT"))
                                    .isIn("sandbox", "production"));
        }
    }

    @Test
    void replicasTakeTogetherNoMoreThanTheRateLimitsOfTheContract() {
        for (Workload server : dev.servers()) {
            String sharing =
                    dev.environment(server).getOrDefault("EXCHANGE_RATE_LIMITS_REPLICAS", "1");

            assertThat(Integer.parseInt(sharing))
                    .as(server.name())
                    .isGreaterThanOrEqualTo(server.replicas());
        }
    }

    @Test
    void jobsRunMainsThatExistWithVariablesTheyRead() throws IOException {
        // Given
        List<Workload> jobs = dev.workloads().stream().filter(Workload::isJob).toList();
        assertThat(jobs).hasSize(4);

        for (Workload job : jobs) {
            // When
            String main = job.container().getCommand().getLast();
            String source = PLATFORM + main.replace('.', '/') + ".java";

            // Then
            assertThat(Project.text(source)).contains("public static void main(String[] ");
            assertThat(job.container().getCommand())
                    .startsWith("java", "-cp", "lib/boot/*:lib/main/*:app/*:quarkus/*");
            String packageText = sources(Project.ROOT.resolve(source).getParent());
            assertThat(job.variables().keySet())
                    .isNotEmpty()
                    .allSatisfy(variable ->
                            assertThat(packageText)
                                    .contains(
                                            variable.startsWith("KAFKA_")
                                                    ? "KafkaClients.ofEnvironment("
                                                    : "\"" + variable + "\""));
        }
    }

    @Test
    void topicsJobMakesEveryTopicOfTheProtocol() {
        // Given
        String constants =
                Project.text("protocol/src/main/java/com/rescaleequity/protocol/Topics.java");
        Map<String, List<Map<String, Object>>> file =
                Manifest.yaml().load(Project.text("protocol/src/main/resources/topics.json"));

        // When
        Set<String> named =
                Pattern.compile("String [A-Z_]+ =\\s*\"([^\"]+)\"")
                        .matcher(constants)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());

        // Then
        assertThat(file.get("topics"))
                .extracting(topic -> (String) topic.get("name"))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void databasesHaveTheirRolesMigrationsAndScripts() {
        // Given
        String script = dev.configMaps().get("postgresql-databases").get("databases.sh");

        for (Workload server : dev.servers()) {
            Map<String, String> environment = dev.environment(server);
            if (!environment.containsKey("QUARKUS_DATASOURCE_REACTIVE_URL")) {
                continue;
            }
            // When
            String database = server.name().replace('-', '_');
            Map<String, String> migration = dev.workload("migrate-" + server.name()).variables();

            // Then
            assertThat(environment)
                    .containsEntry(
                            "QUARKUS_DATASOURCE_REACTIVE_URL",
                            "postgresql://postgresql:5432/" + database)
                    .containsEntry("QUARKUS_DATASOURCE_USERNAME", database + "_app");
            assertThat(migration)
                    .containsEntry(
                            "MIGRATION_JDBC_URL", "jdbc:postgresql://postgresql:5432/" + database)
                    .containsEntry("MIGRATION_USERNAME", database + "_owner")
                    .containsEntry("MIGRATION_APP_ROLE", database + "_app");
            assertThat(script).containsPattern("(?m)^create " + database + " ");
            assertThat(Project.ROOT.resolve(server.module() + "/src/main/resources/db/migration"))
                    .isDirectory();
        }
    }

    @Test
    void secretsAreNamedHereAndHaveTheirValuesElsewhere() {
        // Given
        Map<String, Map<String, String>> secrets = dev.kustomization().secrets();
        var values = Kustomization.of(FOLDER.resolve("overlays/dev-secrets"));

        // When, then: no value in git, and each is merged from a file that git ignores
        assertThat(secrets.values())
                .flatExtracting(Map::values)
                .allSatisfy(value -> assertThat(value).isEmpty());
        assertThat(values.entries("secretGenerator"))
                .allSatisfy(secret -> assertThat(secret).containsEntry("behavior", "merge"))
                .allSatisfy(secret ->
                        assertThat(secret)
                                .containsEntry("envs", List.of(secret.get("name") + ".env")))
                .extracting(secret -> (String) secret.get("name"))
                .containsExactlyInAnyOrderElementsOf(secrets.keySet());
        assertThat(Project.text("deploy/kubernetes/overlays/dev-secrets/.gitignore"))
                .contains("*.env");
        assertThat(dev.secretKeys()).isNotEmpty();
        assertThat(dev.secretKeys())
                .allSatisfy(key -> assertThat(secrets.get(key.secret())).containsKey(key.key()));
    }

    @Test
    void fileSettingsPointIntoMountedSecrets() {
        for (Workload server : dev.servers()) {
            // Given
            Set<String> mounted = dev.mountedSecretFiles(server);

            // When
            List<String> files =
                    dev.environment(server).entrySet().stream()
                            .filter(variable -> variable.getKey().endsWith("_FILE"))
                            .map(Map.Entry::getValue)
                            .toList();

            // Then
            assertThat(files)
                    .as(server.name())
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(mounted);
        }
    }

    @Test
    void podsEndInsideTheirGracePeriod() {
        for (Workload server : dev.servers()) {
            // When
            long shutdown = shutdownSeconds(server);
            long preStop = server.container().getLifecycle().getPreStop().getSleep().getSeconds();

            // Then
            assertThat(shutdown).as(server.name()).isPositive();
            assertThat(preStop + shutdown)
                    .as(server.name())
                    .isLessThan(server.pod().getTerminationGracePeriodSeconds());
        }
    }

    /** How long a service takes to warn its sockets, if it has some, and then to end requests. */
    private long shutdownSeconds(Workload server) {
        String timeout = ServiceSettings.of(server.module()).value("quarkus.shutdown.timeout", "");
        String notice =
                dev.environment(server).getOrDefault("EXCHANGE_SOCKETS_SHUTDOWN_NOTICE", "");
        return seconds(timeout) + seconds(notice);
    }

    private static long seconds(String duration) {
        if (duration.isBlank()) {
            return 0;
        }
        var seconds = DURATION.matcher(duration);
        assertThat(seconds.matches()).as(duration).isTrue();
        return Long.parseLong(seconds.group(1));
    }

    @Test
    void podsGetNoVariablesOfNeighboursAndNoToken() {
        // A Service named kafka would otherwise become KAFKA_PORT, which Quarkus and the broker
        // both read as a setting.
        assertThat(dev.workloads())
                .allSatisfy(workload -> {
                    assertThat(workload.pod().getEnableServiceLinks()).isFalse();
                    assertThat(workload.pod().getAutomountServiceAccountToken()).isFalse();
                    assertThat(workload.pod().getContainers()).hasSize(1);
                });
    }

    @Test
    void imagesArePinnedByTheOverlayAndTheContainerfile() {
        // Given
        Map<String, String> tags =
                dev.kustomization().entries("images").stream()
                        .collect(
                                Collectors.toMap(
                                        image -> (String) image.get("name"),
                                        image -> (String) image.get("newTag")));

        // When, then
        assertThat(dev.workloads())
                .extracting(workload -> workload.container().getImage())
                .allSatisfy(image -> assertThat(tags).containsKey(image));
        assertThat(tags.values()).allMatch(tag -> tag.matches("\\d+\\.\\d+(\\.\\d+)?"));
        assertThat(Project.text("deploy/containers/Containerfile"))
                .containsPattern("(?m)^FROM \\S+/eclipse-temurin:25\\.\\d+\\.\\d+_\\d+-jre-\\w+$");
    }

    @Test
    void containersTellTheirJvmsWhatTheLauncherTellsItsOwn() {
        // Given
        String containerfile = Project.text("deploy/containers/Containerfile");
        List<String> modules =
                List.of("order-service", "account-service", "market-service", "stream-gateway");

        for (String file : List.of("common", "service", "${MODULE}")) {
            // When
            String copied = "deploy/jvm/" + file + ".options";
            String told = "@/opt/exchange/jvm/" + file + ".options";

            // Then
            assertThat(containerfile).contains(copied).contains(told);
        }
        assertThat(modules)
                .allSatisfy(module ->
                        assertThat(Project.text("deploy/jvm/" + module + ".options"))
                                .contains("-Xmn"));
    }

    @Test
    void everyAllowedEdgeIsAllowedAtBothEnds() {
        // Given
        List<V1NetworkPolicy> policies = dev.all(V1NetworkPolicy.class);

        for (Workload from : dev.workloads()) {
            for (NetworkEdge edge : NetworkEdge.leaving(from, policies)) {
                // When
                List<Workload> targets =
                        dev.workloads().stream()
                                .filter(found -> found.isSelectedBy(edge.peer()))
                                .toList();

                // Then
                assertThat(targets).as("%s", edge).hasSize(1);
                assertThat(targets.getFirst().hasPort(edge.port())).as("%s", edge).isTrue();
                assertThat(NetworkEdge.admits(targets.getFirst(), from, edge.port(), policies))
                        .as("%s is admitted at its other end", edge)
                        .isTrue();
            }
        }
        assertThat(policies)
                .filteredOn(policy -> policy.getSpec().getPodSelector().getMatchLabels() != null)
                .allSatisfy(policy ->
                        assertThat(dev.workloads())
                                .as(policy.getMetadata().getName())
                                .anyMatch(found ->
                                        found.isSelectedBy(policy.getSpec().getPodSelector())));
    }

    private static void assertProbe(Workload server, V1Probe probe, String path) {
        V1HTTPGetAction question = probe.getHttpGet();
        assertThat(question.getPath()).as(server.name()).isEqualTo(path);
        assertThat(question.getPort().getStrValue()).as(server.name()).isEqualTo("management");
    }

    private static String sources(Path folder) throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
