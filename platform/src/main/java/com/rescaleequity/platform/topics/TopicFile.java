package com.rescaleequity.platform.topics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.protocol.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code topics.json}.
 *
 * @param topics every topic of the exchange
 */
public record TopicFile(List<Topic> topics) {

    /**
     * One topic as the file describes it.
     *
     * @param name its name
     * @param partitions how many partitions it has
     * @param config its settings everywhere
     * @param local further settings where one machine runs the only broker
     */
    public record Topic(
            String name, int partitions, Map<String, String> config, Map<String, String> local) {

        public Topic {
            config = config == null ? Map.of() : Map.copyOf(config);
            local = local == null ? Map.of() : Map.copyOf(local);
        }

        /** The settings for one kind of place. */
        public Map<String, String> settings(boolean onOneMachine) {
            Map<String, String> settings = new HashMap<>(config);
            if (onOneMachine) {
                settings.putAll(local);
            }
            return settings;
        }
    }

    /** Reads the file that the protocol carries. */
    public static TopicFile read() {
        try (InputStream stream =
                Topics.class.getClassLoader().getResourceAsStream("topics.json")) {
            if (stream == null) {
                throw new IllegalStateException("topics.json is not on the class path");
            }
            return new ObjectMapper().readValue(stream, TopicFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
