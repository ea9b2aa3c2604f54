package com.rescaleequity.order.engine;

/**
 * What came of a request.
 *
 * @param again whether it had been taken before: this was the first reply, and nothing changed
 */
public record Answer<R extends Reply>(R reply, boolean again) {}
