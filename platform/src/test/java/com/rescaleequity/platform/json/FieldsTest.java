package com.rescaleequity.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.FieldError;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.Side;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    private static final Set<String> KNOWN =
            Set.of("symbol", "side", "price", "limit", "postOnly", "status");

    private final Problems problems = new Problems();

    @Test
    void reportsAllProblemsAtOnce() {
        // When
        Fields fields = body("{\"side\":\"up\",\"price\":\"x\",\"stopprice\":1,\"postOnly\":3}");
        fields.requiredText("symbol");
        fields.choice("side", Words.SIDES, ErrorCode.INVALID_SIDE);
        fields.decimal("price");
        fields.flag("postOnly");

        // Then
        ApiException refusal = refusal();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
        assertThat(refusal.details()).isEmpty();
        assertThat(refusal.errors())
                .extracting(FieldError::field, FieldError::code)
                .containsExactly(
                        tuple("stopprice", ErrorCode.UNKNOWN_PARAMETER),
                        tuple("symbol", ErrorCode.MISSING_PARAMETER),
                        tuple("side", ErrorCode.INVALID_SIDE),
                        tuple("price", ErrorCode.INVALID_PARAMETER),
                        tuple("postOnly", ErrorCode.INVALID_PARAMETER));
    }

    @Test
    void aBodyOfNothingButUnknownFieldsIsNotAnsweredFieldByField() {
        // Given
        StringBuilder nonsense = new StringBuilder("{\"a\":1");
        for (int i = 0; i < 5_000; i++) {
            nonsense.append(",\"a").append(i).append("\":1");
        }

        // When
        body(nonsense.append('}').toString());

        // Then
        assertThat(refusal().errors()).hasSize(20);
    }

    @Test
    void aSingleProblemGivesItsOwnCodeAndDetails() {
        body("{\"side\":\"up\"}").choice("side", Words.SIDES, ErrorCode.INVALID_SIDE);

        ApiException refusal = refusal();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_SIDE);
        assertThat(refusal.getMessage()).isEqualTo("side: must be one of buy, sell.");
        assertThat(refusal.details()).containsEntry("allowed", List.of("buy", "sell"));
    }

    @Test
    void anUnknownFieldIsRefusedByName() {
        body("{\"limitprice\":1}");

        assertThat(refusal().code()).isEqualTo(ErrorCode.UNKNOWN_PARAMETER);
        assertThat(problems.isEmpty()).isFalse();
    }

    @Test
    void itemsOfABatchSayWhichOneIsWrong() {
        JsonValue.Members item =
                JsonReader.object("{\"price\":true,\"x\":1}".getBytes(StandardCharsets.UTF_8));

        Fields.ofItem(item, KNOWN, problems, "orders[2].").decimal("price");

        assertThat(refusal().errors())
                .extracting(FieldError::field)
                .containsExactly("orders[2].x", "orders[2].price");
    }

    @Test
    void nothingWrongThrowsNothing() {
        body("{\"symbol\":\"BTCUSD\"}").requiredText("symbol");

        assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
    }

    @Test
    void aNullFieldCountsAsNotGiven() {
        Fields fields = body("{\"symbol\":null,\"price\":null}");

        assertThat(fields.has("symbol")).isFalse();
        assertThat(fields.text("symbol")).isNull();
        assertThat(fields.decimal("price")).isNull();
        assertThat(problems.isEmpty()).isTrue();
        assertThat(fields.requiredText("symbol")).isNull();
        assertThat(refusal().code()).isEqualTo(ErrorCode.MISSING_PARAMETER);
    }

    @Test
    void aTextThatIsNoStringOrHoldsNulIsRefused() {
        Fields fields = body("{\"symbol\":5,\"side\":\"a\\u0000b\"}");

        assertThat(fields.text("symbol")).isNull();
        assertThat(fields.text("side")).isNull();
        assertThat(refusal().errors()).hasSize(2);
    }

    @Test
    void wordsAreUnderstoodInAnyCaseAndSpelling() {
        assertThat(body("{\"side\":\"BuY\"}").choice("side", Words.SIDES, ErrorCode.INVALID_SIDE))
                .isEqualTo(Side.BUY);
        assertThat(
                        query("status", "Active,canceled, cancelled")
                                .choices("status", Words.STATUSES, ErrorCode.INVALID_PARAMETER))
                .containsExactly(OrderStatus.ACTIVE, OrderStatus.CANCELLED);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aListWithAnUnknownWordIsRefused() {
        assertThat(
                        query("status", "active,,gone")
                                .choices("status", Words.STATUSES, ErrorCode.INVALID_PARAMETER))
                .isEmpty();
        assertThat(refusal().details()).containsKey("allowed");
    }

    @Test
    void decimalsComeAsNumberOrString() {
        Fields fields = body("{\"price\":0.30000000000000004,\"limit\":\"0.30000000000000004\"}");
        BigDecimal step = new BigDecimal("0.01");

        assertThat(fields.decimal("price").settled(step)).isEqualByComparingTo("0.3");
        assertThat(fields.decimal("limit").settled(step)).isEqualTo("0.30000000000000004");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[]", "{}", "\"\"", "\"1 \"", "1e999999999"})
    void aDecimalThatIsNoneIsAProblemOfItsField(String json) {
        assertThat(body("{\"price\":" + json + "}").decimal("price")).isNull();
        assertThat(refusal().code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
        assertThat(refusal().errors()).extracting(FieldError::field).containsExactly("price");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "1001", "-1", "1.5", "x", "1e2", "99999999999999999999", " 5", "+5"})
    void aLimitOutOfBoundsIsRefusedWithTheMaximum(String limit) {
        query("limit", limit).integer("limit", 1, 1000, 100);

        assertThat(refusal().code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
        assertThat(refusal().details()).containsEntry("max", 1000L).containsEntry("min", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1000"})
    void theBoundsOfALimitAreIncluded(String limit) {
        assertThat(query("limit", limit).integer("limit", 1, 1000, 100))
                .isEqualTo(Long.parseLong(limit));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void anEmptyQueryValueCountsAsNotGiven() {
        Fields fields = query("limit", "");

        assertThat(fields.has("limit")).isFalse();
        assertThat(fields.integer("limit", 1, 1000, 100)).isEqualTo(100);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void unknownQueryParametersAreIgnoredEvenWhenRepeated() {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        given.put("utm", List.of("a", "b"));
        given.put("symbol", List.of("BTCUSD"));

        assertThat(Fields.ofQuery(given, problems).text("symbol")).isEqualTo("BTCUSD");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aRepeatedParameterThatIsReadIsRefusedOnce() {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        given.put("symbol", List.of("BTCUSD", "ETHUSD"));
        Fields fields = Fields.ofQuery(given, problems);

        fields.has("symbol");
        fields.requiredText("symbol");

        assertThat(refusal().code()).isEqualTo(ErrorCode.CONFLICTING_PARAMETERS);
    }

    @Test
    void flagsAreTrueOrFalse() {
        assertThat(body("{\"postOnly\":true}").flag("postOnly")).isTrue();
        assertThat(query("postOnly", "false").flag("postOnly")).isFalse();
        assertThat(query("postOnly", "yes").flag("postOnly")).isNull();
        assertThat(refusal().code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
    }

    @Test
    void aBodyHasTypesAndAQueryHasTextOnly() {
        assertThat(body("{\"postOnly\":\"true\"}").flag("postOnly")).isNull();
        assertThat(body("{\"limit\":\"7\"}").integer("limit", 1, 9)).isNull();
        assertThat(refusal().errors())
                .extracting(FieldError::field, FieldError::code)
                .containsExactly(
                        tuple("postOnly", ErrorCode.INVALID_PARAMETER),
                        tuple("limit", ErrorCode.INVALID_PARAMETER));
        assertThat(body("{\"limit\":7}").integer("limit", 1, 9)).isEqualTo(7);
        assertThat(query("limit", "7").integer("limit", 1, 9)).isEqualTo(7);
    }

    @Test
    void theItemsOfAListAreNamedByTheirPath() {
        Fields item =
                Fields.ofItem(
                        JsonReader.object("{}".getBytes(StandardCharsets.UTF_8)),
                        KNOWN,
                        problems,
                        "orders[2].");
        item.offGrid("price", ErrorCode.INVALID_PRICE_TICK, "off", List.of());
        item.requiredText("symbol");

        assertThat(refusal().errors())
                .extracting(FieldError::field)
                .containsExactly("orders[2].price", "orders[2].symbol");
    }

    @Test
    void ofAValueWithoutFieldsNothingElseIsSaid() {
        problems.addWhole("orders[0]", ErrorCode.INVALID_PARAMETER, "must be an object.");
        body("{}").requiredText("symbol");

        assertThat(refusal().errors()).extracting(FieldError::field).containsExactly("orders[0]");
    }

    @Test
    void aValueOffItsGridNamesTheNearestTwo() {
        List<BigDecimal> nearest = List.of(new BigDecimal("45250.75"), new BigDecimal("45250.76"));

        body("{}").offGrid("price", ErrorCode.INVALID_PRICE_TICK, "off", nearest);

        assertThat(refusal().errors().getFirst().nearest()).isEqualTo(nearest);
        assertThat(refusal().code()).isEqualTo(ErrorCode.INVALID_PRICE_TICK);
    }

    private Fields body(String json) {
        return Fields.ofBody(
                JsonReader.object(json.getBytes(StandardCharsets.UTF_8)), KNOWN, problems);
    }

    private Fields query(String name, String value) {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        given.putSingle(name, value);
        return Fields.ofQuery(given, problems);
    }

    private ApiException refusal() {
        return catchThrowableOfType(ApiException.class, problems::throwIfAny);
    }
}
