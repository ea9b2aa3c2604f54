package com.rescaleequity.local.infrastructure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the PostgreSQL programs that lie as an archive on the class path, once for each version
 * of the archive, into the build folder. Several processes may ask at the same time.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder whose {@code bin} holds initdb and postgres. */
    static Path unpacked() throws IOException {
        String archive = archiveName();
        Path parent = ExchangeRoot.find().resolve("deploy/local/infrastructure/target/postgres");
        Files.createDirectories(parent);
        Path lockFile = parent.resolve("unpack.lock");
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // The lock goes with the channel.
            channel.lock();
            Path folder = parent.resolve(archive.replace(".txz", "") + "-" + length(archive));
            if (!Files.isDirectory(folder)) {
                Path partial = parent.resolve("partial");
                DeleteFolder.ifExists(partial);
                unpack(archive, partial);
                Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            return folder;
        }
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String family = system.startsWith("mac") ? "darwin" : "linux";
        String processor = List.of("aarch64", "arm64").contains(machine) ? "arm_64" : "x86_64";
        return "postgres-%s-%s.txz".formatted(family, processor);
    }

    private static InputStream open(String archive) throws IOException {
        InputStream stream = PostgresBinaries.class.getClassLoader().getResourceAsStream(archive);
        if (stream == null) {
            throw new IOException(
                    "There is no PostgreSQL for this machine (%s) among the dependencies."
                            .formatted(archive));
        }
        return stream;
    }

    private static long length(String archive) throws IOException {
        URL url = PostgresBinaries.class.getClassLoader().getResource(archive);
        return url == null ? 0 : url.openConnection().getContentLengthLong();
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(open(archive), 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                write(tar, entry, target);
            }
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path target)
            throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("The archive names a path outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
