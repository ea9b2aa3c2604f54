package com.rescaleequity.market.instrument;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The assets of {@code assets.json}. */
@ApplicationScoped
public class ListedAssets {

    private static final String FILE = "/assets.json";

    private final List<AssetView> all;

    public ListedAssets() {
        ObjectMapper mapper =
                new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        try (InputStream file = ListedAssets.class.getResourceAsStream(FILE)) {
            all = List.of(mapper.readValue(file, AssetView[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every asset. */
    public List<AssetView> all() {
        return all;
    }
}
