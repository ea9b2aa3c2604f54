package com.rescaleequity.stream.api;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.stream.subscription.ListedMarkets;
import com.rescaleequity.stream.subscription.StreamName;
import com.rescaleequity.stream.subscription.Subscriptions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads lists of stream names as clients send them. */
@Singleton
class StreamNames {

    private static final int MAX_NAMES = 200;
    private static final int MAX_ECHO = 64;

    private final ListedMarkets markets;

    StreamNames(ListedMarkets markets) {
        this.markets = markets;
    }

    /**
     * The streams of these names, each once.
     *
     * @throws ApiException INVALID_STREAM with the names that are no stream here, ten at most
     */
    List<StreamName> existing(List<String> texts) {
        if (texts.isEmpty() || texts.size() > MAX_NAMES) {
            throw new ApiException(
                    ErrorCode.INVALID_PARAMETER,
                    "Name 1 to " + MAX_NAMES + " streams.",
                    java.util.Map.of("min", 1, "max", MAX_NAMES));
        }
        Set<StreamName> found = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String text : texts) {
            Optional<StreamName> name = StreamName.parse(text).filter(markets::has);
            name.ifPresentOrElse(
                    found::add,
                    () -> unknown.add(text.substring(0, Math.min(MAX_ECHO, text.length()))));
        }
        if (!unknown.isEmpty()) {
            throw Subscriptions.invalidStreams(
                    unknown.size() == 1 ? "Unknown stream: " : "Unknown streams: ", unknown);
        }
        return List.copyOf(found);
    }

    /** Those of the names that could be streams; the others do not matter. */
    static List<StreamName> readable(List<String> texts) {
        return texts.stream()
                .map(text -> StreamName.parse(text).orElse(null))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
