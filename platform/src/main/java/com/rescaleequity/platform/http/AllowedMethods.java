package com.rescaleequity.platform.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows which methods the resources of this service have at a path, for the Allow header. */
@ApplicationScoped
public class AllowedMethods {

    private static final Pattern SLASHES = Pattern.compile("/+");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^{}]*}");

    /** A route; one without parameters hides those that only fit a path by them. */
    private record Route(Pattern path, String method, boolean literal) {}

    private final List<Route> routes = new CopyOnWriteArrayList<>();

    AllowedMethods(BeanManager beans) {
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Class<?> resource = bean.getBeanClass();
            Path path = resource.getAnnotation(Path.class);
            if (path != null && !resource.isAnnotationPresent(NoCall.class)) {
                addRoutes(path.value(), resource);
            }
        }
    }

    /** Adds a call that no resource answers. */
    void add(String path, String method) {
        routes.add(new Route(pattern(path), method, true));
    }

    /** Whether a call with this method is at a path. */
    boolean has(String path, String method) {
        return methods(path).contains(method);
    }

    /** The Allow header of a path, empty when no resource is there. */
    public String at(String path) {
        return String.join(", ", methods(path));
    }

    private SortedSet<String> methods(String path) {
        String plain = normal(path);
        List<Route> here =
                routes.stream().filter(route -> route.path().matcher(plain).matches()).toList();
        boolean named = here.stream().anyMatch(Route::literal);
        SortedSet<String> methods = new TreeSet<>();
        for (Route route : here) {
            if (route.literal() || !named) {
                methods.add(route.method());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    private void addRoutes(String base, Class<?> resource) {
        for (Method method : resource.getMethods()) {
            String httpMethod = httpMethod(method);
            if (httpMethod != null) {
                Path path = method.getAnnotation(Path.class);
                String template = normal(base + '/' + (path == null ? "" : path.value()));
                routes.add(new Route(pattern(template), httpMethod, !template.contains("{")));
            }
        }
    }

    private static @Nullable String httpMethod(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod name = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (name != null) {
                return name.value();
            }
        }
        return null;
    }

    private static Pattern pattern(String template) {
        String[] literals = PARAMETER.split(template, -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(literals[0]));
        for (int i = 1; i < literals.length; i++) {
            regex.append("[^/]+").append(Pattern.quote(literals[i]));
        }
        return Pattern.compile(regex.toString());
    }

    private static String normal(String path) {
        String single = SLASHES.matcher('/' + path).replaceAll("/");
        return single.length() > 1 && single.endsWith("/")
                ? single.substring(0, single.length() - 1)
                : single;
    }
}
