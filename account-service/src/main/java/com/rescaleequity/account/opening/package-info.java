/**
 * Opening an account: the row, its first key and its starting funds in one transaction. The answer
 * waits until key and funds are visible everywhere.
 */
@NullMarked
package com.rescaleequity.account.opening;

import org.jspecify.annotations.NullMarked;
