package com.rescaleequity.order.engine;

/** What goes first when not everything can be taken, the last one longest. */
public enum Urgency {
    /** It makes an order, and more work for everybody. */
    CREATE,
    /** It may make an order smaller; which one does only the core knows. */
    AMEND,
    /** It takes orders away: whoever wants out gets out. */
    CANCEL
}
