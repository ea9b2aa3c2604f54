/**
 * The REST calls of the contract's market section. Resources read parameters, wait for the read
 * barrier and ask the features; they never touch a table.
 */
@NullMarked
package com.rescaleequity.market.api;

import org.jspecify.annotations.NullMarked;
