package com.rescaleequity.local.launch;

/** How much of the processors a server gets when there is not enough for all. */
enum Share {
    /** As much as any. */
    EVEN,
    /** As much as any, and less while it starts again: others do its work meanwhile. */
    EVEN_ONCE_READY,
    /** Less: it follows what the others have done, and takes more at once when it is behind. */
    FOLLOWER;

    /** About half of the usual share. */
    private static final int LESS = 3;

    /** The nice value of its scheduler group, from 0 to 19. */
    int nice(boolean startsAgain) {
        return switch (this) {
            case EVEN -> 0;
            case EVEN_ONCE_READY -> startsAgain ? LESS : 0;
            case FOLLOWER -> LESS;
        };
    }
}
