package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.ChildProcess;
import com.rescaleequity.local.infrastructure.Server;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * One running process of a service.
 *
 * @param managementPort where it tells its health
 */
record ServiceProcess(ChildProcess process, int managementPort) implements Server {

    private static final int CONNECT_MILLIS = 1000;
    private static final int READ_MILLIS = 5000;

    @Override
    public boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:%d/health/ready".formatted(managementPort))
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
