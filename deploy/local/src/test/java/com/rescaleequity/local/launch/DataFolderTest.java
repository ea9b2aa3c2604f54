package com.rescaleequity.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir Path folder;

    @Test
    void folderInUseIsRefusedAndUntouched() throws Exception {
        // Given
        Path path = folder.resolve("data");
        try (DataFolder first = DataFolder.open(path, false)) {
            Path kept = Files.writeString(first.path().resolve("kept"), "x");

            // When
            assertThatThrownBy(() -> DataFolder.open(path, true))

                    // Then
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
            assertThat(kept).exists();
        }
        DataFolder.open(path, false).close();
    }

    @Test
    void freshWipesFolderOfAnExchange() throws Exception {
        // Given
        Path path = folder.resolve("data");
        DataFolder first = DataFolder.open(path, false);
        Path old = Files.writeString(first.path().resolve("old"), "x");
        first.close();

        // When
        try (DataFolder second = DataFolder.open(path, true)) {

            // Then
            assertThat(old).doesNotExist();
            assertThat(second.path()).isDirectory();
        }
    }

    @Test
    void foreignFolderIsRefusedAndUntouched() throws Exception {
        // Given
        Path photo = Files.writeString(folder.resolve("photo.jpg"), "x");

        // When
        assertThatThrownBy(() -> DataFolder.open(folder, true))

                // Then
                .isInstanceOf(RefusedException.class);
        assertThat(photo).exists();
        assertThat(folder).isDirectoryNotContaining("glob:**lock");
    }

    @Test
    void secretsStayTheSameAndArePrivate() throws Exception {
        // Given
        try (DataFolder data = DataFolder.open(folder.resolve("data"), false)) {

            // When
            String first = data.secrets().text("operator-key");

            // Then
            assertThat(data.secrets().text("operator-key")).isEqualTo(first).hasSize(44);
            assertThat(data.secrets().text("wrapping-key")).isNotEqualTo(first);
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            data.secrets().file("operator-key"))))
                    .isEqualTo("rw-------");
        }
    }
}
