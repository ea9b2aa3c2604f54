package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.ChildProcess;
import com.rescaleequity.local.ingress.Replicas;
import com.rescaleequity.local.ingress.Upstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The running services. Of a service with several replicas one may end: the others go on, and it is
 * started again.
 */
final class Services {

    private final Children children;
    private final Terminal terminal;
    private final List<ServiceProcess> all = new ArrayList<>();
    private final Map<ServiceProcess, String> names = new HashMap<>();

    Services(Children children, Terminal terminal) {
        this.children = children;
        this.terminal = terminal;
    }

    /** Starts so many replicas of a service. */
    synchronized void start(
            ServicePlan plan,
            int replicas,
            Path root,
            DataFolder data,
            Map<String, String> environment)
            throws IOException {
        for (int replica = 0; replica < replicas; replica++) {
            add(ServiceProcess.start(plan, replica, root, data, environment), plan.name());
        }
    }

    private void add(ServiceProcess process, String service) {
        all.add(process);
        names.put(process, service);
        children.service(process.process());
    }

    /** Returns when every process is ready. */
    void awaitReady(long begun) throws IOException, InterruptedException {
        List<ServiceProcess> started;
        synchronized (this) {
            started = List.copyOf(all);
        }
        for (ServiceProcess process : started) {
            process.awaitReady();
            terminal.done(process.process().name() + " is ready", begun);
        }
    }

    /** Any process of a service. */
    synchronized ServiceProcess one(String service) {
        return all.stream()
                .filter(process -> service.equals(names.get(process)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(service + " does not run"));
    }

    /** Where each service listens. */
    synchronized Map<String, Replicas> addresses() {
        Map<String, List<Upstream>> upstreams = new HashMap<>();
        for (ServiceProcess process : all) {
            upstreams
                    .computeIfAbsent(String.valueOf(names.get(process)), name -> new ArrayList<>())
                    .add(Upstream.local(process.httpPort()));
        }
        Map<String, Replicas> replicas = new HashMap<>();
        upstreams.forEach((name, list) -> replicas.put(name, Replicas.of(list)));
        return replicas;
    }

    /** Starts a replica that has ended again, if others of its service go on; else says false. */
    synchronized boolean restart(ChildProcess ended) {
        for (ServiceProcess process : List.copyOf(all)) {
            if (process.process() == ended && hasOthers(process)) {
                return restart(process);
            }
        }
        return false;
    }

    private boolean hasOthers(ServiceProcess ended) {
        String service = String.valueOf(names.get(ended));
        return all.stream()
                .anyMatch(other ->
                        other != ended
                                && service.equals(names.get(other))
                                && other.process().alive());
    }

    private boolean restart(ServiceProcess ended) {
        terminal.say(
                ended.process().name() + " ended; the other replicas go on. Starting it again");
        try {
            String service = String.valueOf(names.remove(ended));
            all.remove(ended);
            add(ended.again(), service);
            return true;
        } catch (IOException e) {
            terminal.say(ended.process().name() + " could not be started: " + e.getMessage());
            return false;
        }
    }
}
