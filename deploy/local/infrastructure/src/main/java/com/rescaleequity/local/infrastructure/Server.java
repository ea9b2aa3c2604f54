package com.rescaleequity.local.infrastructure;

/** A server that runs as a child process. */
public interface Server {

    /** The process, for those who watch it or test its death. */
    ChildProcess process();

    /** Looks once whether clients can use it. */
    boolean isReady();
}
