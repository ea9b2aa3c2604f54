package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static com.rescaleequity.order.api.TestCalls.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However often an order has traded, its answers stay small. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class ManyFillsResourceTest {

    private TestKey maker;
    private TestKey taker;

    @BeforeEach
    void openAccounts() {
        TestCommands.listInstruments();
        maker = account();
        taker = account();
    }

    @AfterEach
    void leaveAnEmptyBook() {
        leaveNothing(maker, taker);
    }

    @Test
    void everyAnswerHoldsTheNewestHundredFillsOfMany() {
        String order =
                id(createOrder(maker, with(limit("sell", "1", "60000"), "'clientOrderId':'many'")));
        trade(100);
        List<Long> firstHundred =
                get(maker, "/" + order)
                        .body("data.fillsTruncated", nullValue())
                        .extract()
                        .jsonPath()
                        .getList("data.fills.tradeId", Long.class);
        assertThat(firstHundred).hasSize(100).isSorted();
        trade(20);

        List<Long> newest = newest(get(maker, "/" + order));

        assertThat(newest.subList(0, 80)).isEqualTo(firstHundred.subList(20, 100));
        assertThat(newest(get(maker, "/by-client-id/many"))).isEqualTo(newest);
        String amend = "{'orderId':'%s','newClientOrderId':'many-2'}".formatted(order);
        assertThat(newest(post(maker, "key-1", "/amend", amend))).isEqualTo(newest);
        assertThat(newest(post(maker, "key-1", "/amend", amend))).isEqualTo(newest);
        assertThat(newest(post(maker, "/cancel", "{'orderId':'%s'}".formatted(order))))
                .isEqualTo(newest);
    }

    private List<Long> newest(ValidatableResponse answer) {
        List<Long> trades =
                answer.statusCode(200)
                        .body("data.fillsTruncated", equalTo(true))
                        .body("data.filledQuantity", equalTo(0.12f))
                        .extract()
                        .jsonPath()
                        .getList("data.fills.tradeId", Long.class);
        assertThat(trades).hasSize(100).isSorted();
        return trades;
    }

    private void trade(int times) {
        for (int i = 0; i < times / 20; i++) {
            String orders =
                    String.join(",", Collections.nCopies(20, limit("buy", "0.001", "60000")));
            post(taker, "/create-batch", "{'orders':[" + orders + "]}").statusCode(200);
        }
    }
}
