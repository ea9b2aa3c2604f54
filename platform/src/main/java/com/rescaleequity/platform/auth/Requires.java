package com.rescaleequity.platform.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a resource method needs, or all of a class that do not say it themselves. Without it one
 * needs a key with {@code READ}, so forgetting the annotation never opens anything.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {

    /** The scope the key must have. */
    Scope scope() default Scope.READ;

    /** True for the few calls that answer without a key. */
    boolean open() default false;

    /** True where {@code exchange.public-market-data} may open the call. */
    boolean marketData() default false;

    /** True for operations that move value out or widen access: they must be signed. */
    boolean signed() default false;
}
