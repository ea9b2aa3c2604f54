package com.rescaleequity.platform.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Ties the page that every error answer links to, docs/errors.md, to the registry. */
class ErrorPagesTest {

    private static final Path PAGE = Path.of("..", "docs", "errors.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (.*)$");
    private static final Pattern ANCHORED = Pattern.compile("(?m)^<a id=\"(.*)\"></a>\\R### \\1$");
    private static final Pattern STATUS = Pattern.compile("(?m)^### (.*)\\RStatus ([0-9]{3})\\.");

    @Test
    void everyCodeHasOneHeadingWithItsAnchorAndNothingElseHas() throws IOException {
        List<String> codes = Arrays.stream(ErrorCode.values()).map(ErrorCode::name).toList();

        assertThat(names(HEADING)).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(names(ANCHORED)).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void theStatusUnderEachHeadingIsThatOfTheCode() throws IOException {
        Map<String, Integer> ours =
                Arrays.stream(ErrorCode.values())
                        .collect(Collectors.toMap(ErrorCode::name, ErrorCode::status));

        Map<String, Integer> written = new TreeMap<>();
        for (MatchResult entry : matches(STATUS)) {
            written.put(entry.group(1), Integer.valueOf(entry.group(2)));
        }

        assertThat(written).containsExactlyInAnyOrderEntriesOf(ours);
    }

    private static List<String> names(Pattern pattern) throws IOException {
        return matches(pattern).stream().map(entry -> entry.group(1)).toList();
    }

    private static List<MatchResult> matches(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(PAGE)).results().toList();
    }
}
