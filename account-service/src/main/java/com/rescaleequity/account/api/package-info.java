/**
 * HTTP of account-service: the public resources with their views, and the operator's routes on the
 * management port. Nothing else depends on this package.
 */
@NullMarked
package com.rescaleequity.account.api;

import org.jspecify.annotations.NullMarked;
