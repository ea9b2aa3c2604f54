package com.rescaleequity.kubernetes;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings that a service names in its application.properties, over the defaults that platform
 * gives to all services. A setting that has only a default in the code is named there as a comment:
 * {@code # exchange.replica-id=}.
 */
record ServiceSettings(String module, Properties values, Set<String> names) {
    private static final String DEFAULTS =
            "platform/src/main/resources/META-INF/microprofile-config.properties";
    private static final Pattern PROFILE = Pattern.compile("^%[\\w,-]+\\.");
    private static final Pattern COMMENTED =
            Pattern.compile("(?m)^#\\s*((?:exchange|quarkus|kafka)\\.[\\w.\"-]+)\\s*=");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([\\w.-]+)");

    static ServiceSettings of(String module) {
        String own = Project.text(module + "/src/main/resources/application.properties");
        var values = new Properties();
        var names = new TreeSet<String>();
        for (String text : new String[] {Project.text(DEFAULTS), own}) {
            try {
                values.load(new StringReader(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            COMMENTED.matcher(text).results().forEach(found -> names.add(found.group(1)));
            REFERENCE.matcher(text).results().forEach(found -> names.add(found.group(1)));
        }
        values.stringPropertyNames().stream()
                .map(name -> PROFILE.matcher(name).replaceFirst(""))
                .forEach(names::add);
        return new ServiceSettings(module, values, names);
    }

    String value(String name, String fallback) {
        return values.getProperty("%prod." + name, values.getProperty(name, fallback)).strip();
    }

    /** Whether an environment variable is the MicroProfile spelling of a setting named here. */
    boolean has(String variable) {
        return names.stream().map(ServiceSettings::variable).anyMatch(variable::equals);
    }

    int port(String name, int fallback) {
        return Integer.parseInt(value(name, Integer.toString(fallback)));
    }

    /** The path on the management port of a health question: {@code live}, {@code ready}, ... */
    String healthPath(String setting, String fallback) {
        String root =
                below(
                        value("quarkus.management.root-path", "/q"),
                        value("quarkus.smallrye-health.root-path", "health"));
        return below(root, value("quarkus.smallrye-health." + setting, fallback));
    }

    private static String below(String root, String path) {
        return path.startsWith("/") ? path : root.replaceAll("/+$", "") + "/" + path;
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
