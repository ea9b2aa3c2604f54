/**
 * Proves from outside, by the logs and the tables, that nothing was lost, doubled or made of
 * nothing. A failed proof is a {@link ProofFailedException}.
 */
@NullMarked
package com.rescaleequity.systemtest.load.proof;

import org.jspecify.annotations.NullMarked;
