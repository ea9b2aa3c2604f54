package com.rescaleequity.local.replay.mirror;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does things at the same time, each on a virtual thread, and waits for all of them. */
final class Workers implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** The results in the order of the tasks. */
    <T> List<T> all(List<Callable<T>> tasks) throws IOException, InterruptedException {
        List<T> results = new ArrayList<>(tasks.size());
        for (Future<T> done : threads.invokeAll(tasks)) {
            try {
                results.add(done.get());
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
        return results;
    }

    @Override
    public void close() {
        threads.close();
    }
}
