package com.rescaleequity.account.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import org.junit.jupiter.api.Test;

class SandboxGateTest {

    @Test
    void sandboxLetsThrough() {
        assertThatCode(() -> new SandboxGate("sandbox").pass()).doesNotThrowAnyException();
    }

    @Test
    void productionRefuses() {
        assertThatThrownBy(() -> new SandboxGate("production").pass())
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e ->
                                org.assertj.core.api.Assertions.assertThat(e.code())
                                        .isEqualTo(ErrorCode.SANDBOX_ONLY));
    }

    @Test
    void misspeltEnvironmentDoesNotStart() {
        assertThatThrownBy(() -> new SandboxGate("prod"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
