package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.DeleteFolder;
import com.rescaleequity.local.infrastructure.KafkaBroker;
import com.rescaleequity.local.infrastructure.Leftover;
import com.rescaleequity.local.infrastructure.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything that one local exchange remembers. One launcher at a time has
 * it, by a file lock that ends with its process, so no kill can leave it locked.
 */
final class DataFolder implements AutoCloseable {

    private static final String MARKER = "exchange.folder";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lockChannel;

    private DataFolder(Path folder, FileChannel lockChannel) {
        this.folder = folder;
        this.lockChannel = lockChannel;
    }

    /**
     * Takes the folder for this process, making it if it is not there.
     *
     * @param fresh whether to delete what earlier runs left in it
     */
    static DataFolder open(Path path, boolean fresh) throws RefusedException, IOException {
        Path folder = path.toAbsolutePath().normalize();
        refuseForeign(folder);
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String holder = read(channel);
            channel.close();
            throw new RefusedException(
                    "The data folder %s is in use by another exchange (process %s). Stop that one, or choose another folder with --data."
                            .formatted(folder, holder.isBlank() ? "unknown" : holder));
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(
                        String.valueOf(ProcessHandle.current().pid())
                                .getBytes(StandardCharsets.US_ASCII)),
                0);
        DataFolder data = new DataFolder(folder, channel);
        Files.writeString(folder.resolve(MARKER), "Data of a Rescale Equity exchange\n");
        data.endLeftovers();
        if (fresh) {
            data.wipe();
        }
        return data;
    }

    private static void refuseForeign(Path folder) throws RefusedException, IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new RefusedException(folder + " is not a folder.");
        }
        if (Files.exists(folder.resolve(MARKER))) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> others = entries.filter(entry -> !entry.endsWith(LOCK)).toList();
            if (!others.isEmpty()) {
                throw new RefusedException(
                        "%s holds files that are not an exchange's; nothing was touched. Choose another folder with --data."
                                .formatted(folder));
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
    }

    /** A launcher that was killed may have left children that have not noticed yet. */
    private void endLeftovers() throws IOException {
        Path pids = pids();
        if (Files.isDirectory(pids)) {
            try (Stream<Path> files = Files.list(pids)) {
                for (Path file : files.toList()) {
                    Leftover.stop(file, folder);
                    Files.deleteIfExists(file);
                }
            }
        }
        KafkaBroker.stopLeftover(kafka());
        PostgresServer.stopLeftover(postgres());
    }

    private void wipe() throws IOException {
        Set<Path> kept = Set.of(folder.resolve(LOCK), folder.resolve(MARKER));
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(e -> !kept.contains(e)).toList()) {
                DeleteFolder.ifExists(entry);
            }
        }
    }

    Path path() {
        return folder;
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    Path pids() {
        return folder.resolve("pids");
    }

    Path credentials() {
        return folder.resolve("credentials.json");
    }

    Path replayState() {
        return folder.resolve("replay.json");
    }

    Path tls() {
        return folder.resolve("tls");
    }

    Secrets secrets() throws IOException {
        return Secrets.in(folder.resolve("secrets"));
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder's lock could not be released", e);
        }
    }
}
