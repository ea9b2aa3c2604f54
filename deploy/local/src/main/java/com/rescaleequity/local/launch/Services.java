package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.ChildProcess;
import com.rescaleequity.local.ingress.Replicas;
import com.rescaleequity.local.ingress.Upstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The services of the exchange, each process of which is kept running. */
record Services(List<ServicePlace> places) {

    /** Starts all of them at once; returns when every process is ready. */
    static Services start(List<ServicePlace> places, Supervisor supervisor) throws IOException {
        List<Supervised> started = new ArrayList<>();
        for (ServicePlace place : places) {
            started.add(supervisor.service(place.name(), place::launch, share(place, places)));
        }
        for (Supervised service : started) {
            supervisor.awaitReady(service);
        }
        return new Services(List.copyOf(places));
    }

    /** Orders wait for the only process that takes them, and for no other. */
    private static Share share(ServicePlace place, List<ServicePlace> places) {
        if (!place.plan().name().equals(ServicePlan.ORDER_SERVICE)) {
            return Share.FOLLOWER;
        }
        long replicas = places.stream().filter(other -> other.plan().equals(place.plan())).count();
        return replicas > 1 ? Share.EVEN_ONCE_READY : Share.EVEN;
    }

    /** Makes the start caches of what they have recorded; answers for which it could not. */
    List<String> makeStartCaches() throws IOException {
        List<ChildProcess> makers = places.stream().map(ServicePlace::makeStartCache).toList();
        makers.forEach(maker -> maker.ended().join());
        List<String> failed = new ArrayList<>();
        for (ServicePlace place : places) {
            if (!place.startCache().finish()) {
                failed.add(place.name());
            }
        }
        return failed;
    }

    /** The management port of any process of a service. */
    int managementPort(String service) {
        return places.stream()
                .filter(place -> place.plan().name().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(service + " does not run"))
                .ports()
                .management();
    }

    /** Where each service listens. */
    Map<String, Replicas> addresses() {
        Map<String, List<Upstream>> upstreams =
                places.stream()
                        .collect(
                                Collectors.groupingBy(
                                        place -> place.plan().name(),
                                        Collectors.mapping(
                                                ServicePlace::upstream, Collectors.toList())));
        return upstreams.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> Replicas.of(e.getValue())));
    }
}
