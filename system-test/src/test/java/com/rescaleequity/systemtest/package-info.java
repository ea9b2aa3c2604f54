/**
 * The whole exchange as processes, seen from outside: the published contract, faults, restarts.
 * Each class starts an exchange of its own on free ports in a temporary folder.
 */
@NullMarked
package com.rescaleequity.systemtest;

import org.jspecify.annotations.NullMarked;
