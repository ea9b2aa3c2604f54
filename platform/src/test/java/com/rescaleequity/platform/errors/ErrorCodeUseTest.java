package com.rescaleequity.platform.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ties the registry to the sources of all modules: what is answered is tested. */
class ErrorCodeUseTest {

    private static final Path REPOSITORY = Path.of("..");

    /** The core's reasons have the names of the codes that they are told by. */
    private static final Pattern USE =
            Pattern.compile("(?<=\\b(?:ErrorCode|RejectReason)\\.)[A-Z_]+");

    private static final Pattern WORD = Pattern.compile("\\b[A-Z]+(?:_[A-Z]+)*\\b");

    /** Codes of the contract that no call answers yet. */
    private static final Set<ErrorCode> OF_CALLS_TO_COME =
            EnumSet.of(ErrorCode.NO_REFERENCE_PRICE, ErrorCode.RESTRICTED_REGION);

    @Test
    void everyCodeIsAnsweredByACallUnlessItsCallIsToCome() {
        assertThat(answered()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(OF_CALLS_TO_COME)));
    }

    @Test
    void everyCodeThatIsAnsweredIsNamedByATest() {
        Set<String> named =
                words(
                        "src/test/java",
                        WORD,
                        file -> !file.getFileName().toString().startsWith("ErrorCode"));

        assertThat(named).containsAll(answered().stream().map(Enum::name).toList());
    }

    private static Set<ErrorCode> answered() {
        Set<String> used = words("src/main/java", USE, file -> true);
        return Arrays.stream(ErrorCode.values())
                .filter(code -> used.contains(code.name()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ErrorCode.class)));
    }

    private static Set<String> words(String folder, Pattern pattern, Predicate<Path> wanted) {
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            return modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(ErrorCodeUseTest::sources)
                    .filter(wanted)
                    .flatMap(file -> matches(file, pattern))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> matches(Path file, Pattern pattern) {
        try {
            return pattern
                    .matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
