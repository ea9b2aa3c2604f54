package com.rescaleequity.systemtest.load.machine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The memory that processes take together: pages that several map count once.
 *
 * @param megabytes by name
 * @param total of the exchange, without the load's own
 */
public record Memory(Map<String, Long> megabytes, long total) {

    private static final long KILOBYTES_OF_A_MEGABYTE = 1024;

    /** Looks at all of them; where nothing can be read, nothing is there. */
    public static Memory now(List<Member> members) {
        Map<String, Long> kilobytes = new TreeMap<>();
        for (Member member : members) {
            ProcFiles.pssKilobytes(member.pid())
                    .ifPresent(pss -> kilobytes.merge(member.name(), pss, Long::sum));
        }
        Map<String, Long> megabytes = new TreeMap<>();
        kilobytes.forEach((name, pss) -> megabytes.put(name, pss / KILOBYTES_OF_A_MEGABYTE));
        long total =
                kilobytes.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(Members.LOAD))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return new Memory(megabytes, total / KILOBYTES_OF_A_MEGABYTE);
    }
}
