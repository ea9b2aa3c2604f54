/**
 * Token buckets for the published rate limit policies. Buckets live in the process; the share of a
 * replica is a setting.
 */
@NullMarked
package com.rescaleequity.platform.limits;

import org.jspecify.annotations.NullMarked;
