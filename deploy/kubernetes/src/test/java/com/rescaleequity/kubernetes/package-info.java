/**
 * Checks of the Kubernetes manifests without a cluster. They read the manifests strictly and hold
 * them against the services: ports, probe paths, settings and mains must exist there.
 */
@NullMarked
package com.rescaleequity.kubernetes;

import org.jspecify.annotations.NullMarked;
