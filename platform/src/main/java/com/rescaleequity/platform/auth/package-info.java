/**
 * API keys, scopes and signatures, checked locally against a copy of the key topic. No call leaves
 * the process to authenticate a request.
 */
@NullMarked
package com.rescaleequity.platform.auth;

import org.jspecify.annotations.NullMarked;
