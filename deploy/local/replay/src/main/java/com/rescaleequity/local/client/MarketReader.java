package com.rescaleequity.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads public market data, asking again while the exchange is not available, or behind. */
public final class MarketReader {

    private static final Logger LOG = LoggerFactory.getLogger(MarketReader.class);
    private static final int ATTEMPTS = 60;
    private static final long PAUSE_MILLIS = 500;

    private final ExchangeClient client;
    private final String apiKey;

    public MarketReader(ExchangeClient client, String apiKey) {
        this.client = client;
        this.apiKey = apiKey;
    }

    /**
     * The data of an answer that shows all that was done before; the path starts after {@code
     * /api/v1}.
     */
    public JsonNode read(String path) throws IOException, InterruptedException {
        Answer answer = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                answer = client.get(apiKey, path);
                if (answer.ok() && answer.whole()) {
                    return answer.data();
                }
                if (!answer.ok() && answer.status() < 500 && answer.status() != 429) {
                    break;
                }
            } catch (IOException e) {
                LOG.info("{} is asked again: {}", path, e.getMessage());
                answer = null;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IOException(
                "%s was not answered: %s"
                        .formatted(path, answer == null ? "no connection" : answer.toString()));
    }
}
