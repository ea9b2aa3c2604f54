package com.rescaleequity.order.engine;

import java.security.SecureRandom;

/** What this process's cores mix into the numbers of labels, unknown to who chooses labels. */
final class LabelSecret {

    static final long VALUE = new SecureRandom().nextLong();

    private LabelSecret() {}
}
