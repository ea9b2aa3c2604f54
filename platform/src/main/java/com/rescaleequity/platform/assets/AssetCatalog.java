package com.rescaleequity.platform.assets;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rescaleequity.platform.environment.Environment;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The assets of {@code assets.json}. Money moves in and out in the sandbox only, where it is
 * simulated, until a settlement provider for real money is there.
 */
@ApplicationScoped
public class AssetCatalog {

    private static final String FILE = "/assets.json";
    private static final List<String> WAYS = List.of("depositEnabled", "withdrawEnabled");

    private final List<ListedAsset> all;

    public AssetCatalog(Environment environment) {
        ObjectMapper mapper =
                new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        try (InputStream file = AssetCatalog.class.getResourceAsStream(FILE)) {
            JsonNode assets = mapper.readTree(file);
            if (!environment.isSandbox()) {
                close(assets);
            }
            all = List.of(mapper.treeToValue(assets, ListedAsset[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of each asset as a whole and of each of its networks. */
    private static void close(JsonNode assets) {
        for (String way : WAYS) {
            for (JsonNode node : assets.findParents(way)) {
                ((ObjectNode) node).put(way, false);
            }
        }
    }

    /** Every asset. */
    public List<ListedAsset> all() {
        return all;
    }

    /** The asset of this name; empty when it is not listed. */
    public Optional<ListedAsset> named(String asset) {
        return all.stream().filter(listed -> listed.asset().equals(asset)).findFirst();
    }
}
