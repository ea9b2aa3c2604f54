package com.rescaleequity.local.ingress;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The routes of the Ingress manifest, all hosts taken together. An exact path wins over a prefix, a
 * longer prefix over a shorter one.
 */
public final class IngressRoutes {

    private final List<Route> routes;

    private IngressRoutes(List<Route> routes) {
        this.routes =
                routes.stream()
                        .sorted(
                                Comparator.comparing(Route::exact)
                                        .thenComparingInt(route -> route.path().length())
                                        .reversed())
                        .toList();
    }

    /** Reads every Ingress in a file of Kubernetes manifests. */
    public static IngressRoutes read(Path manifest) {
        try (Reader reader = Files.newBufferedReader(manifest)) {
            return parse(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("The Ingress manifest cannot be read", e);
        }
    }

    static IngressRoutes parse(Reader manifest) {
        List<Route> routes = new ArrayList<>();
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        for (Object document : yaml.loadAll(manifest)) {
            if (document instanceof Map<?, ?> map && "Ingress".equals(map.get("kind"))) {
                for (Object rule : list(at(document, "spec", "rules"))) {
                    for (Object path : list(at(rule, "http", "paths"))) {
                        routes.add(route(path));
                    }
                }
            }
        }
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("The manifest has no Ingress route");
        }
        return new IngressRoutes(routes);
    }

    private static Route route(Object path) {
        String text = text(at(path, "path"));
        String trimmed =
                text.length() > 1 && text.endsWith("/")
                        ? text.substring(0, text.length() - 1)
                        : text;
        return new Route(
                trimmed,
                "Exact".equals(at(path, "pathType")),
                text(at(path, "backend", "service", "name")));
    }

    private static @Nullable Object at(Object node, String... keys) {
        Object current = node;
        for (String key : keys) {
            if (!(current instanceof Map<?, ?> map)) {
                return null;
            }
            current = map.get(key);
        }
        return current;
    }

    private static List<?> list(@Nullable Object node) {
        return node instanceof List<?> list ? list : List.of();
    }

    private static String text(@Nullable Object node) {
        if (node instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("An Ingress path lacks its path or its service's name");
    }

    /** The service for a path, or null if no route claims it. */
    public @Nullable String serviceFor(String path) {
        for (Route route : routes) {
            if (route.matches(path)) {
                return route.service();
            }
        }
        return null;
    }

    /** The names of all services that are routed to. */
    public List<String> services() {
        return routes.stream().map(Route::service).distinct().sorted().toList();
    }
}
