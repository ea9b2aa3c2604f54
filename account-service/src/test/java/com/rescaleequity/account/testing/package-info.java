/**
 * What the tests need around account-service: a core that settles nothing but what it is told, and
 * ways to look from outside. Nothing here is part of the product.
 */
@NullMarked
package com.rescaleequity.account.testing;

import org.jspecify.annotations.NullMarked;
