package com.rescaleequity.local.ingress;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for localhost and 127.0.0.1 that nobody but its maker vouches for. It is made once
 * and kept, so that a client may be told to trust it.
 */
public final class SelfSignedCertificate {

    /** Other users of the machine see a process's arguments, but not its environment. */
    private static final String PASSWORD_VARIABLE = "KEY_STORE_PASSWORD";

    private SelfSignedCertificate() {}

    /** Makes the key store with the JDK's keytool unless it is there. */
    public static PfxOptions inFolder(Path folder, String password) throws IOException {
        Files.createDirectories(folder);
        Path store = folder.resolve("localhost.p12");
        if (!Files.exists(store)) {
            run(
                    List.of(
                            "-genkeypair",
                            "-alias",
                            "localhost",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-validity",
                            "825",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass:env",
                            PASSWORD_VARIABLE),
                    password);
            run(
                    List.of(
                            "-exportcert",
                            "-rfc",
                            "-alias",
                            "localhost",
                            "-file",
                            folder.resolve("localhost.pem").toString(),
                            "-keystore",
                            store.toString(),
                            "-storepass:env",
                            PASSWORD_VARIABLE),
                    password);
        }
        return new PfxOptions().setPath(store.toString()).setPassword(password);
    }

    private static void run(List<String> arguments, String password) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(PASSWORD_VARIABLE, password);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while making the certificate", e);
        }
    }
}
