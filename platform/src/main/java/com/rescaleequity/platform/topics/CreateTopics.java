package com.rescaleequity.platform.topics;

import com.rescaleequity.platform.kafka.KafkaClients;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/**
 * Creates the topics of {@code topics.json} that are missing and leaves the others as they are.
 * Settings come from the environment: {@code KAFKA_BOOTSTRAP_SERVERS} and any other {@code KAFKA_*}
 * setting of a client, {@code TOPICS_REPLICATION} (1) and {@code TOPICS_LOCAL} (false).
 */
public final class CreateTopics {

    private static final Logger LOG = Logger.getLogger(CreateTopics.class);
    private static final int TIMEOUT_SECONDS = 60;

    private CreateTopics() {}

    /** Takes no arguments; see the class for the environment. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        KafkaClients kafka = KafkaClients.ofEnvironment(environment);
        short replication = Short.parseShort(environment.getOrDefault("TOPICS_REPLICATION", "1"));
        boolean local = Boolean.parseBoolean(environment.get("TOPICS_LOCAL"));
        List<String> created = createMissing(kafka, replication, local);
        LOG.infof("Created topics: %s", created);
    }

    /** Returns the names of the topics that it created, once all are there. */
    public static List<String> createMissing(
            KafkaClients kafka, short replication, boolean onOneMachine) {
        Map<String, Object> settings =
                Map.of(
                        AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1000,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        TIMEOUT_SECONDS * 1000);
        try (Admin admin = kafka.admin("create-topics", settings)) {
            Set<String> present = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing =
                    TopicFile.read().topics().stream()
                            .filter(topic -> !present.contains(topic.name()))
                            .map(topic -> newTopic(topic, replication, onOneMachine))
                            .toList();
            create(admin, missing);
            return missing.stream().map(NewTopic::name).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The topics could not be created", e);
        }
    }

    private static NewTopic newTopic(
            TopicFile.Topic topic, short replication, boolean onOneMachine) {
        return new NewTopic(topic.name(), topic.partitions(), replication)
                .configs(topic.settings(onOneMachine));
    }

    private static void create(Admin admin, List<NewTopic> missing)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (missing.isEmpty()) {
            return;
        }
        for (var creation : admin.createTopics(missing).values().entrySet()) {
            try {
                creation.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // Another one that creates topics at the same time is no harm.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }
}
