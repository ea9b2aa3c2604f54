/** What a day came to, for those who run the exchange. */
@NullMarked
package com.rescaleequity.account.reports;

import org.jspecify.annotations.NullMarked;
