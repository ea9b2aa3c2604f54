package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What a call needs from its caller and what it costs.
 *
 * @param open whether it answers without a key
 * @param marketData whether {@code exchange.public-market-data} opens it
 * @param signed whether it must be signed
 * @param weight tokens of the policy
 */
public record Needs(
        Scope scope, boolean open, boolean marketData, boolean signed, Policy policy, long weight) {

    /** What a resource method without annotations needs and costs. */
    @Requires
    @Limited
    private static final class Defaults {}

    /** A read of market data. */
    public static Needs marketData(long weight) {
        return new Needs(Scope.READ, false, true, false, Policy.ACCOUNT, weight);
    }

    /** A read that needs no key. */
    public static Needs open(long weight) {
        return new Needs(Scope.READ, true, false, false, Policy.ACCOUNT, weight);
    }

    /** A call that trades. */
    public static Needs trade(Policy policy, long weight) {
        return new Needs(Scope.TRADE, false, false, false, policy, weight);
    }

    /** What the annotations of a resource method say, or else those of its class. */
    static Needs of(@Nullable Method method) {
        Requires requires = annotation(method, Requires.class);
        Limited limited = annotation(method, Limited.class);
        return new Needs(
                requires.scope(),
                requires.open(),
                requires.marketData(),
                requires.signed(),
                limited.policy(),
                limited.weight());
    }

    private static <A extends Annotation> A annotation(@Nullable Method method, Class<A> type) {
        A found = method == null ? null : method.getAnnotation(type);
        if (found == null && method != null) {
            found = method.getDeclaringClass().getAnnotation(type);
        }
        return found == null ? Defaults.class.getAnnotation(type) : found;
    }
}
