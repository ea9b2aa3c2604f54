package com.rescaleequity.platform.environment;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/**
 * What {@code exchange.environment} says: {@code sandbox}, where money is handed out, or {@code
 * production}. It has no default: a service that is not told does not start, and one that is told
 * production does not start with anything that only tests and load measurements need.
 */
@Startup
@Singleton
public class Environment {

    /** The name of the setting. */
    public static final String SETTING = "exchange.environment";

    /** The value of the setting where no money is real. */
    public static final String SANDBOX = "sandbox";

    private static final String PRODUCTION = "production";

    private final String name;

    /**
     * Reads the setting.
     *
     * @throws IllegalStateException when the service must not start, with the reason
     */
    public Environment(Config config) {
        Optional<String> given = config.getOptionalValue(SETTING, String.class);
        name = given.orElse("");
        if (!name.equals(SANDBOX) && !name.equals(PRODUCTION)) {
            throw new IllegalStateException(
                    "%s (EXCHANGE_ENVIRONMENT) must be %s or %s; it is %s"
                            .formatted(
                                    SETTING,
                                    SANDBOX,
                                    PRODUCTION,
                                    given.map(text -> '"' + text + '"').orElse("not set")));
        }
        if (name.equals(PRODUCTION)) {
            refuseTesting(config);
        }
    }

    /** The name as the setting has it. */
    public String text() {
        return name;
    }

    /** Whether no money is real here. */
    public boolean isSandbox() {
        return name.equals(SANDBOX);
    }

    /**
     * Lets through what exists in the sandbox only.
     *
     * @throws ApiException SANDBOX_ONLY in production
     */
    public void requireSandbox() {
        if (!isSandbox()) {
            throw new ApiException(ErrorCode.SANDBOX_ONLY, "This call exists in the sandbox only.");
        }
    }

    private static void refuseTesting(Config config) {
        TreeSet<String> set = new TreeSet<>();
        for (String setting : config.getPropertyNames()) {
            String plain = setting.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
            String value = config.getOptionalValue(setting, String.class).orElse("");
            boolean testing = plain.startsWith("exchange.") && plain.contains(".testing.");
            if (testing && !isOff(value)) {
                set.add(setting);
            }
            boolean otherLimits =
                    (plain.equals("exchange.rate.limits.enabled") && !value.equals("true"))
                            || (plain.equals("exchange.rate.limits.speed") && !value.equals("1"));
            if (otherLimits) {
                set.add(setting);
            }
        }
        if (!set.isEmpty()) {
            throw new IllegalStateException(
                    "%s=production does not go with %s: tests and load measurements need a sandbox"
                            .formatted(SETTING, String.join(", ", set)));
        }
    }

    private static boolean isOff(String value) {
        return value.isEmpty() || value.equals("false") || value.equals("-1");
    }
}
