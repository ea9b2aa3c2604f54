package com.rescaleequity.order.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.api.Subject.FieldNames;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Subject BY_QUANTITY = subject(FieldNames.plain("orders[2]."));
    private static final Subject BY_QUOTE =
            subject(new FieldNames("", "price", FieldNames.QUOTE_QUANTITY));

    @Test
    void everyReasonHasItsWording() {
        for (RejectReason reason : RejectReason.values()) {
            assertThat(RefusalWording.of(reason).code()).as(reason.name()).isNotNull();
        }
    }

    @Test
    void everyReasonHasANumberOfItsOwn() {
        assertThat(Arrays.stream(RejectReason.values()).map(RejectReason::number))
                .doesNotHaveDuplicates();
    }

    @Test
    void sentenceNamesTheFieldAndTheNumbers() {
        // When
        ApiException refusal =
                Refusals.of(
                        new Reply.Refused(
                                RejectReason.INVALID_PRICE_TICK,
                                new RejectDetails.Step(50_000_000, 0, 50_000_000)),
                        BY_QUANTITY);

        // Then
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_PRICE_TICK);
        assertThat(refusal).hasMessage("price must be a multiple of 0.5.");
        assertThat(refusal.errors().getFirst().field()).isEqualTo("orders[2].price");
    }

    @Test
    void sentenceAboutAnOrderByQuoteQuantityNamesThat() {
        // When
        ApiException refusal =
                Refusals.of(
                        new Reply.Refused(
                                RejectReason.NOTIONAL_TOO_SMALL,
                                new RejectDetails.Range(1_000_000_000, 2_000_000_000)),
                        BY_QUOTE);

        // Then
        assertThat(refusal).hasMessage("quoteQuantity must be at least 10.");
        assertThat(refusal.errors().getFirst().field()).isEqualTo("quoteQuantity");
    }

    private static Subject subject(FieldNames names) {
        return new Subject(1, OrderKey.NONE, "BTC-USD", "", names);
    }
}
