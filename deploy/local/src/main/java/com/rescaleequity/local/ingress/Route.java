package com.rescaleequity.local.ingress;

/**
 * One path of the Ingress manifest.
 *
 * @param path the path or, if not exact, the first elements of it
 * @param exact whether the whole path must be equal
 * @param service the name of the service behind it
 */
public record Route(String path, boolean exact, String service) {

    /**
     * Whole elements count, as Kubernetes says: {@code /orders} does not match {@code /orders2}.
     */
    boolean matches(String requested) {
        if (exact) {
            return requested.equals(path);
        }
        if (path.equals("/")) {
            return true;
        }
        return requested.startsWith(path)
                && (requested.length() == path.length() || requested.charAt(path.length()) == '/');
    }
}
