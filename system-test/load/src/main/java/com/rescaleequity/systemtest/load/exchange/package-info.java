/**
 * The exchange under load: where it listens, one of its own, accounts, and how far it is behind.
 */
@NullMarked
package com.rescaleequity.systemtest.load.exchange;

import org.jspecify.annotations.NullMarked;
