/**
 * API keys: made here, stored as hashes and wrapped secrets, announced on {@code account.keys}.
 * Every service authenticates against that topic, this one too.
 */
@NullMarked
package com.rescaleequity.account.keys;

import org.jspecify.annotations.NullMarked;
