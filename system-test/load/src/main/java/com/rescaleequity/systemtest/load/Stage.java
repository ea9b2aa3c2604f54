package com.rescaleequity.systemtest.load;

import com.rescaleequity.systemtest.load.flow.Mix;

/** One part of a run: what is sent, through which door, how fast. */
record Stage(Mix mix, Door door, Pace pace) {}
