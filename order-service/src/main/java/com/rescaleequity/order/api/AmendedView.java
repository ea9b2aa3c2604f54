package com.rescaleequity.order.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.rescaleequity.platform.view.OrderView;

/**
 * An order after its amendment.
 *
 * @param priorityKept whether it kept its place in the queue
 */
public record AmendedView(@JsonUnwrapped OrderView order, boolean priorityKept) {}
