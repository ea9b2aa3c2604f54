package com.rescaleequity.platform.cycles;

/** Planted for the test of cycles. */
public record Nest(Egg egg) {}
