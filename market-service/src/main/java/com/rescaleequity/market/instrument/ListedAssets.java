package com.rescaleequity.market.instrument;

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

/**
 * The assets of {@code assets.json}. Nothing can be withdrawn yet, and nothing be deposited but in
 * the sandbox, by its own call.
 */
@ApplicationScoped
public class ListedAssets {

    private static final String FILE = "/assets.json";
    private static final String DEPOSITS = "depositEnabled";

    private final List<AssetView> all;

    public ListedAssets(Environment environment) {
        ObjectMapper mapper =
                new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        try (InputStream file = ListedAssets.class.getResourceAsStream(FILE)) {
            JsonNode assets = mapper.readTree(file);
            // Of an asset as a whole and of each of its networks.
            for (JsonNode way : assets.findParents(DEPOSITS)) {
                ((ObjectNode) way).put(DEPOSITS, environment.isSandbox());
            }
            all = List.of(mapper.treeToValue(assets, AssetView[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every asset. */
    public List<AssetView> all() {
        return all;
    }
}
