package com.rescaleequity.systemtest.load;

/** How calls come in. */
enum Door {
    /** One call at a time on each of many HTTP/1.1 connections. */
    REST,
    /** Many calls at a time on each of few trade sockets. */
    WS
}
