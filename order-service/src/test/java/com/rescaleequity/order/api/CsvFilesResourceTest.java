package com.rescaleequity.order.api;

import static com.rescaleequity.order.api.TestCalls.account;
import static com.rescaleequity.order.api.TestCalls.createOrder;
import static com.rescaleequity.order.api.TestCalls.get;
import static com.rescaleequity.order.api.TestCalls.getAccount;
import static com.rescaleequity.order.api.TestCalls.id;
import static com.rescaleequity.order.api.TestCalls.leaveNothing;
import static com.rescaleequity.order.api.TestCalls.limit;
import static com.rescaleequity.order.api.TestCalls.post;
import static com.rescaleequity.order.api.TestCalls.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.order.testing.Database;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.Side;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists as files: the same rows as in JSON, all of them, and no more memory than a piece. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class CsvFilesResourceTest {

    /** More than the buffers between two sockets hold. */
    private static final int MANY = 100_000;

    private static final String SYMBOL = "OLDUSD";
    private static final char ONCE_A_ROW = 'L';

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
    void aFileHasTheCellsOfJson() {
        // Given
        createOrder(maker, limit("sell", "0.1", "60000")).statusCode(200);
        ValidatableResponse answer =
                createOrder(taker, with(limit("buy", "0.1", "60000"), "'clientOrderId':'-1:cmd'"));
        String order = id(answer);
        Map<String, Object> fill = answer.extract().path("data.fills[0]");

        // When
        ValidatableResponse file = getAccount(taker, "/trades?format=csv&numberFormat=string");

        // Then: what looks like a formula is none
        assertThat(text(file))
                .isEqualTo(
                        "tradeId,orderId,clientOrderId,symbol,side,liquidity,price,quantity,"
                                + "quoteQuantity,fee,feeAsset,timestamp\r\n"
                                + fill.get("tradeId")
                                + ","
                                + order
                                + ",'-1:cmd,BTCUSD,buy,taker,60000,0.1,6000,12,USD,"
                                + fill.get("timestamp")
                                + "\r\n");
        getAccount(taker, "/trades?format=json").body("data.clientOrderId", contains("-1:cmd"));
        assertThat(cells(getAccount(maker, "/trades?format=CSV&symbol=BTCUSD")).getFirst())
                .containsEntry("side", "sell")
                .containsEntry("fee", "6");
    }

    @Test
    void ordersAreAFileToo() {
        // Given
        createOrder(maker, limit("sell", "0.1", "60000")).statusCode(200);
        String filled = id(createOrder(taker, limit("buy", "0.1", "60000")));
        String open =
                id(
                        createOrder(
                                taker,
                                with(limit("buy", "0.1", "50000"), "'clientOrderId':'open'")));

        // When
        String file = text(get(taker, "?format=csv"));

        // Then: the columns are the fields of JSON, whatever these are
        Map<String, Object> json = get(taker, "?limit=1").extract().path("data[0]");
        assertThat(file).startsWith("orderId,clientOrderId,symbol,side,type,status,subStatus,");
        assertThat(file.lines().findFirst().orElseThrow().split(","))
                .containsExactlyInAnyOrderElementsOf(json.keySet());
        List<Map<String, String>> orders = cells(get(taker, "/list?format=csv&sort=asc"));
        assertThat(orders).extracting(row -> row.get("orderId")).containsExactly(filled, open);
        assertThat(orders.getLast())
                .containsEntry("clientOrderId", "open")
                .containsEntry("averagePrice", "")
                .containsEntry("fees", "[]")
                .containsEntry("postOnly", "false");
        assertThat(file).contains(",\"[{\"\"asset\"\":\"\"USD\"\",\"\"amount\"\":12}]\",GTC,");
        assertThat(cells(get(taker, "?format=csv&status=active")))
                .extracting(row -> row.get("orderId"))
                .containsExactly(open);
        assertThat(cells(get(taker, "?format=csv&status=filled&side=buy")))
                .extracting(row -> row.get("orderId"))
                .containsExactly(filled);
        assertThat(cells(get(maker, "?format=csv&clientOrderId=open"))).isEmpty();
    }

    @Test
    void aFileHasEveryRowOfItsTimeAndNoneOfAnother() {
        // Given: more trades and more open orders than a page or a piece has
        createOrder(maker, limit("sell", "1", "60000")).statusCode(200);
        batches(26, limit("buy", "0.001", "60000"));
        batches(10, limit("buy", "0.001", "50000"));

        // When
        List<Map<String, String>> all = cells(getAccount(taker, "/trades?format=csv"));

        // Then
        List<Long> trades = numbers(all, "tradeId");
        assertThat(trades)
                .hasSize(520)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.reverseOrder());
        List<Long> times = numbers(all, "timestamp");
        long from = times.get(400);
        long to = times.get(100);
        List<Map<String, String>> window =
                cells(
                        getAccount(
                                taker,
                                "/trades?format=csv&startTime=%d&endTime=%d".formatted(from, to)));
        assertThat(numbers(window, "timestamp"))
                .isSorted()
                .hasSize((int) times.stream().filter(t -> t >= from && t <= to).count());
        assertThat(cells(getAccount(taker, "/trades?format=csv&limit=3"))).hasSize(3);
        assertThat(cells(getAccount(taker, "/trades?format=csv&limit=300"))).hasSize(300);
        assertThat(
                        numbers(
                                cells(
                                        getAccount(
                                                taker,
                                                "/trades?format=csv&symbol=BTCUSD&fromId="
                                                        + trades.get(449))),
                                "tradeId"))
                .hasSize(450)
                .isSorted();
        assertThat(cells(get(taker, "?format=csv"))).hasSize(720);
        assertThat(numbers(cells(get(taker, "?format=csv&status=active&sort=asc")), "createdAt"))
                .hasSize(200)
                .isSorted();
        assertThat(numbers(cells(get(taker, "?format=csv&status=filled")), "orderId"))
                .hasSize(520)
                .doesNotHaveDuplicates();
        assertThat(text(getAccount(account(), "/trades?format=csv")).lines()).hasSize(1);
    }

    @Test
    void whatHasNoPagesHasNoCursor() {
        for (ValidatableResponse refused :
                List.of(
                        getAccount(taker, "/trades?format=csv&cursor=x"),
                        get(taker, "?format=csv&cursor=x"))) {
            refused.statusCode(400)
                    .header("Content-Type", equalTo("application/json; charset=utf-8"))
                    .body("error.code", equalTo("CONFLICTING_PARAMETERS"))
                    .body("error.errors.field", contains("cursor"));
        }
        get(taker, "?format=pdf")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"))
                .body("error.details.allowed", contains("json", "csv"));
        getAccount(taker, "/trades?format=csv&limit=501")
                .statusCode(400)
                .body("error.code", equalTo("INVALID_PARAMETER"));
    }

    @Test
    void aFileComesAsFastAsItIsReadAndAnAccountHasTwoAtOnce() throws Exception {
        // Given: an account with a long history, and two readers who stop after the head
        storeTrades(taker.accountId());
        try (SlowReader one = new SlowReader(taker, "/api/v1/account/trades?format=csv");
                SlowReader two = new SlowReader(taker, "/api/v1/account/trades?format=csv")) {
            assertThat(one.status()).isEqualTo(200);
            assertThat(two.status()).isEqualTo(200);

            // When / Then
            getAccount(taker, "/trades?format=csv")
                    .statusCode(429)
                    .header("Retry-After", equalTo("1"))
                    .body("error.code", equalTo("RATE_LIMITED"))
                    .body("error.details.policy", equalTo("files-at-once"));
            getAccount(taker, "/trades?limit=1").statusCode(200);
            getAccount(maker, "/trades?format=csv").statusCode(200);
            assertThat(one.count(ONCE_A_ROW)).isEqualTo(MANY);
            assertThat(one.isWhole()).isTrue();
        }
        // Who has gone holds no place
        ValidatableResponse again = getAccount(taker, "/trades?format=csv&limit=1");
        while (again.extract().statusCode() == 429) {
            again = getAccount(taker, "/trades?format=csv&limit=1");
        }
        again.statusCode(200);
    }

    @Test
    void aFileWhoseRestCannotBeReadIsBrokenOff() throws Exception {
        storeTrades(taker.accountId());
        try (SlowReader reader = new SlowReader(taker, "/api/v1/account/trades?format=csv")) {
            assertThat(reader.status()).isEqualTo(200);
            Database.run("revoke select on fills from order_service_app");
            try {
                assertThat(reader.count(ONCE_A_ROW)).isLessThan(MANY);
                assertThat(reader.isWhole()).isFalse();
            } finally {
                Database.run("grant select on fills to order_service_app");
            }
        }
        getAccount(taker, "/trades?limit=1").statusCode(200);
    }

    /** Trades that came from no log, of an account that has no others. */
    private static void storeTrades(long accountId) {
        long first = 5_000_000_000_000L + accountId * 1_000_000;
        Order order =
                Order.newBuilder()
                        .setOrderId(first)
                        .setAccountId(accountId)
                        .setClientOrderId("x")
                        .setSymbol(SYMBOL)
                        .setQuoteAsset("USD")
                        .setSide(Side.BUY)
                        .build();
        Database.run(
                """
                insert into orders (order_id, account_id, client_order_id, symbol, side, type,
                        status, filled_quantity, created_at, body)
                    values (%1$d, %2$d, 'x', '%4$s', 1, 2, 3, %3$d, 1, decode('%5$s', 'hex'));
                insert into fills (order_id, trade_id, account_id, symbol, price, quantity,
                        quote_quantity, fee, liquidity, executed_at, sequence)
                    select %1$d, %1$d + n, %2$d, '%4$s', 100000000, 1, 1, 1, 1, n, %1$d + n
                    from generate_series(1, %3$d) n\
                """
                        .formatted(
                                first,
                                accountId,
                                MANY,
                                SYMBOL,
                                HexFormat.of().formatHex(order.toByteArray())));
    }

    private void batches(int count, String order) {
        String orders = String.join(",", Collections.nCopies(20, order));
        for (int i = 0; i < count; i++) {
            post(taker, "/create-batch", "{'orders':[" + orders + "]}").statusCode(200);
        }
    }

    private static String text(ValidatableResponse file) {
        return file.statusCode(200)
                .header("Content-Type", equalTo("text/csv; charset=utf-8"))
                .header("Cache-Control", equalTo("no-store"))
                .extract()
                .asString();
    }

    /** The rows of a file, none of whose cells has a comma. */
    private static List<Map<String, String>> cells(ValidatableResponse file) {
        List<String> lines = text(file).lines().toList();
        String[] names = lines.getFirst().split(",");
        return lines.stream().skip(1).map(line -> row(names, line)).toList();
    }

    private static Map<String, String> row(String[] names, String line) {
        // The fees of a filled order are the only cell with commas of its own.
        String[] cells = line.replaceAll("\"\\[.*?]\"", "[fees]").split(",", -1);
        assertThat(cells).hasSameSizeAs(names);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
        }
        return row;
    }

    private static List<Long> numbers(List<Map<String, String>> rows, String column) {
        return rows.stream().map(row -> Long.parseLong(row.get(column))).toList();
    }
}
