/**
 * The one door of the local exchange, as the Ingress controller is in a cluster: it sends each
 * request to the service that the Ingress manifest names. It knows nothing of what passes.
 */
@NullMarked
package com.rescaleequity.local.ingress;

import org.jspecify.annotations.NullMarked;
