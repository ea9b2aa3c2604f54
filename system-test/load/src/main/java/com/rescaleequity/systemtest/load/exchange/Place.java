package com.rescaleequity.systemtest.load.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.systemtest.load.flow.Mix;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange listens.
 *
 * @param rest where the paths of its API begin, at the ingress
 * @param data its folder, or null if it runs elsewhere
 */
public record Place(URI rest, @Nullable Path data) {

    private static final String API = "/api/v1";

    /** One whose data folder is on this machine. */
    public static Place ofFolder(Path data) throws IOException {
        JsonNode credentials =
                new ObjectMapper().readTree(data.resolve("credentials.json").toFile());
        return new Place(URI.create(credentials.path("restUrl").asText()), data);
    }

    /** One that is known by its address alone; the API's path may be left out. */
    public static Place ofUrl(String url) {
        URI given = URI.create(url.replaceAll("/+$", ""));
        String path = given.getPath();
        return new Place(path == null || path.isEmpty() ? URI.create(given + API) : given, null);
    }

    /**
     * Where the calls of a mix go.
     *
     * @param straight past the ingress, to each process of the service that answers them
     */
    public List<URI> targets(Mix mix, boolean straight) throws IOException {
        if (data == null || !straight) {
            return List.of(rest);
        }
        return switch (mix.service()) {
            case ORDERS -> services("order-service");
            case ACCOUNTS -> services("account-service");
            case MARKET -> services("market-service");
        };
    }

    private List<URI> services(String name) throws IOException {
        List<URI> found = new ArrayList<>();
        Path pids = Path.of(String.valueOf(data), "pids");
        Path port = pids.resolve(name + ".port");
        for (int replica = 1; Files.exists(port); replica++) {
            found.add(
                    URI.create(
                            "http://127.0.0.1:%s%s"
                                    .formatted(Files.readString(port).strip(), API)));
            port = pids.resolve(name + "-" + replica + ".port");
        }
        return found.isEmpty() ? List.of(rest) : found;
    }

    /** Where orders go over WebSocket. */
    public List<URI> sockets(boolean straight) throws IOException {
        return targets(Mix.LIMIT, straight).stream()
                .map(target -> target.resolve("/ws/trade"))
                .toList();
    }
}
