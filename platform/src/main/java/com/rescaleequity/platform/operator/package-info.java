/**
 * The operators' calls: who operators are, what each may do, and how their calls are admitted. They
 * live on the management port, which no ingress routes to.
 */
@NullMarked
package com.rescaleequity.platform.operator;

import org.jspecify.annotations.NullMarked;
