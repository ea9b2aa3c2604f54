package com.rescaleequity.account.ledger;

import com.rescaleequity.platform.follower.FollowerFault;

/** The events contradict the ledger. Nothing that follows can be trusted, so the follower stops. */
final class LedgerFault extends FollowerFault {

    private static final long serialVersionUID = 1L;

    LedgerFault(String message) {
        super(message);
    }

    LedgerFault(String message, Throwable cause) {
        super(message, cause);
    }
}
