package com.rescaleequity.local.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The secrets of one local exchange, each 32 random bytes in base64, made when first asked for and
 * kept in files that only their owner may read.
 */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    private Secrets(Path folder) {
        this.folder = folder;
    }

    static Secrets in(Path folder) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Secrets(folder);
    }

    /** The file that holds a secret. */
    Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            byte[] bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            PrivateFile.write(file, Base64.getEncoder().encodeToString(bytes));
        }
        return file;
    }

    /** The file that names the one operator of a local exchange, whose key is "operator-key". */
    Path operators() throws IOException {
        Path file = folder.resolve("operators.json");
        String text =
                "{\"operators\":[{\"name\":\"local\",\"role\":\"approver\",\"keySha256\":\"%s\"}]}%n"
                        .formatted(sha256(text("operator-key")));
        if (!Files.exists(file)) {
            PrivateFile.write(file, text);
        }
        return file;
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The secret itself. */
    String text(String name) throws IOException {
        return Files.readString(file(name)).strip();
    }
}
