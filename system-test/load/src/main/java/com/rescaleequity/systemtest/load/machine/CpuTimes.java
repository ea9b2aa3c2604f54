package com.rescaleequity.systemtest.load.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processor time that each process and thread had had at one moment. */
public final class CpuTimes {

    /**
     * Processor time per order.
     *
     * @param process the service, the store or the load
     * @param micros of all its processes
     * @param threads by the threads' kinds, the dearest first
     */
    public record ProcessCost(String process, double micros, List<ThreadCost> threads) {}

    /** Processor time per order of all threads of one kind. */
    public record ThreadCost(String thread, double micros) {}

    private record Key(long pid, long thread) {}

    private record Time(String process, String thread, long micros) {}

    private static final long WHOLE_PROCESS = 0;

    private final Map<Key, Time> times = new HashMap<>();

    private CpuTimes() {}

    /** Looks at all of them; where nothing can be read, nothing is there. */
    public static CpuTimes now(List<Member> members) {
        CpuTimes now = new CpuTimes();
        if (ProcFiles.available()) {
            members.forEach(now::add);
        }
        return now;
    }

    private void add(Member member) {
        long pid = member.pid();
        ProcFiles.micros(pid)
                .ifPresent(micros -> put(new Key(pid, WHOLE_PROCESS), member, "", micros));
        if (member.isJava()) {
            ProcFiles.threads(pid)
                    .forEach(it ->
                            put(
                                    new Key(pid, it.id()),
                                    member,
                                    ThreadKinds.ofThread(it.name()),
                                    it.micros()));
        } else {
            String kind = ThreadKinds.ofPostgres(ProcFiles.title(pid));
            ProcFiles.threads(pid)
                    .forEach(it -> put(new Key(pid, it.id()), member, kind, it.micros()));
        }
    }

    private void put(Key key, Member member, String thread, long micros) {
        times.put(key, new Time(member.name().replaceAll("-\\d+$", ""), thread, micros));
    }

    /** What was used since then, divided by the orders done meanwhile; the dearest first. */
    public List<ProcessCost> since(CpuTimes before, long orders) {
        Map<String, Double> processes = new LinkedHashMap<>();
        Map<String, Map<String, Double>> threads = new HashMap<>();
        times.forEach((key, time) -> {
            Time earlier = before.times.get(key);
            double used = time.micros() - (earlier == null ? 0 : earlier.micros());
            double each = used / Math.max(1, orders);
            if (key.thread() == WHOLE_PROCESS) {
                processes.merge(time.process(), each, Double::sum);
            } else {
                threads.computeIfAbsent(time.process(), name -> new HashMap<>())
                        .merge(time.thread(), each, Double::sum);
            }
        });
        List<ProcessCost> costs = new ArrayList<>();
        processes.forEach((name, micros) ->
                costs.add(
                        new ProcessCost(
                                name, micros, sorted(threads.getOrDefault(name, Map.of())))));
        costs.sort(Comparator.comparingDouble(ProcessCost::micros).reversed());
        return costs;
    }

    private static List<ThreadCost> sorted(Map<String, Double> threads) {
        return threads.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new ThreadCost(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(ThreadCost::micros).reversed())
                .toList();
    }
}
