/**
 * The error envelope and the registry of codes that every service answers with. Each refusal of the
 * public contract is a value of this package.
 */
@NullMarked
package com.rescaleequity.platform.errors;

import org.jspecify.annotations.NullMarked;
