package com.rescaleequity.systemtest.load.machine;

/**
 * A process that takes part in a run.
 *
 * @param name the service's, or the store's; several processes may have one
 * @param isJava whether it is a JVM
 */
public record Member(String name, long pid, boolean isJava) {}
