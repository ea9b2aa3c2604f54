package com.rescaleequity.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/orders/create",
                "/api/v1/orders?symbol=BTCUSD&limit=50,60",
                "/a/../b",
                "/a?b=c?d",
                "/x-1_2.3~"
            })
    void usualTargetsNeedNoParser(String target) {
        assertThat(PlainTarget.is(target)).isTrue();
        assertThat(URI.create(target).isOpaque()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "a",
                "//host/a",
                "/a%00",
                "/a b",
                "/a;b",
                "/ä",
                "http://h/a",
                "/[",
                "/\u0661"
            })
    void othersAreLeftToTheParser(String target) {
        assertThat(PlainTarget.is(target)).isFalse();
    }
}
