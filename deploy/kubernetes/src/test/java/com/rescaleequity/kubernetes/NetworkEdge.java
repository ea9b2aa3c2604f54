package com.rescaleequity.kubernetes;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyEgressRule;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPeer;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPort;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A connection inside the namespace that a policy of its source allows: to these pods, that port.
 */
record NetworkEdge(String from, V1LabelSelector peer, int port) {

    static List<NetworkEdge> leaving(Workload from, List<V1NetworkPolicy> policies) {
        return policies.stream()
                .filter(policy -> from.isSelectedBy(policy.getSpec().getPodSelector()))
                .flatMap(policy -> Stream.ofNullable(policy.getSpec().getEgress()))
                .flatMap(List::stream)
                .flatMap(rule -> edges(from, rule))
                .toList();
    }

    static boolean admits(
            Workload target, Workload source, int port, List<V1NetworkPolicy> policies) {
        return policies.stream()
                .filter(policy -> target.isSelectedBy(policy.getSpec().getPodSelector()))
                .flatMap(policy -> Stream.ofNullable(policy.getSpec().getIngress()))
                .flatMap(List::stream)
                .filter(rule -> rule.getPorts().stream().anyMatch(open -> is(open, port, target)))
                .flatMap(rule -> rule.getFrom().stream())
                .map(V1NetworkPolicyPeer::getPodSelector)
                .filter(Objects::nonNull)
                .anyMatch(source::isSelectedBy);
    }

    private static Stream<NetworkEdge> edges(Workload from, V1NetworkPolicyEgressRule rule) {
        List<Integer> ports =
                rule.getPorts().stream().map(port -> port.getPort().getIntValue()).toList();
        return rule.getTo().stream()
                .filter(peer -> peer.getNamespaceSelector() == null)
                .map(V1NetworkPolicyPeer::getPodSelector)
                .flatMap(peer ->
                        ports.stream().map(port -> new NetworkEdge(from.name(), peer, port)));
    }

    private static boolean is(V1NetworkPolicyPort open, int port, Workload target) {
        return target.ports().stream()
                .filter(declared -> declared.getContainerPort() == port)
                .anyMatch(declared -> declared.getName().equals(open.getPort().getStrValue()));
    }
}
