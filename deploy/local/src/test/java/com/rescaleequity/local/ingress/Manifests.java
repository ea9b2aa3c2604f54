package com.rescaleequity.local.ingress;

import java.io.StringReader;
import java.util.Map;

/** Ingress manifests of tests. */
final class Manifests {

    private static final String HEAD =
            """
            kind: Ingress
            spec:
              rules:
                - http:
                    paths:
            """;

    private Manifests() {}

    /** Routes by prefix, as an Ingress manifest tells them. */
    static IngressRoutes routes(Map<String, String> servicesByPath) {
        StringBuilder manifest = new StringBuilder(HEAD);
        servicesByPath.forEach((path, service) ->
                manifest.append("          - path: ")
                        .append(path)
                        .append("\n            backend: {service: {name: ")
                        .append(service)
                        .append("}}\n"));
        return IngressRoutes.parse(new StringReader(manifest.toString()));
    }
}
