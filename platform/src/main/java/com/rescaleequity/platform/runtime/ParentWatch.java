package com.rescaleequity.platform.runtime;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ends this process when the launcher that started it is gone: its end of the pipe closes. */
@ApplicationScoped
public class ParentWatch {

    void start(
            @Observes StartupEvent event,
            @ConfigProperty(name = "exchange.parent-watch", defaultValue = "false")
                    boolean enabled) {
        if (enabled) {
            Thread.ofPlatform().name("parent-watch").daemon().start(ParentWatch::watch);
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            ProcessEnd.begin(1);
            return;
        }
        ProcessEnd.begin(0);
    }
}
