package com.rescaleequity.account.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.FakeCore;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.FundsMoveKind;
import com.rescaleequity.protocol.trading.MoveFunds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class OutboxIT {

    private static final String UNSENT =
            "SELECT count(*) FROM outbox_message WHERE record_offset IS NULL";

    @Test
    void numbersAreDenseThoughTransactionsRollBackAndMessagesWait() throws Exception {
        // Given
        Sandbox account = Sandbox.open();
        long before = FakeCore.shared().funds(account.number(), "SOL")[0];

        // When: a third of the transactions roll back, a third wait for half a second
        try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 120; i++) {
                int kind = i % 3;
                workers.submit(() -> {
                    insert(account.number(), kind == 1 ? 500 : 0, kind != 2);
                    return null;
                });
            }
        }
        awaitNothingUnsent();

        // Then
        awaitFunds(account, before + 80);
        List<Long> numbers = FakeCore.shared().sourceNumbers();
        assertThat(new TreeSet<>(numbers))
                .containsExactlyElementsOf(dense(numbers.stream().max(Long::compare).orElse(0L)));
        assertThat(firstOccurrences(numbers)).isSorted();
    }

    @Test
    void messageWhoseSendingWasForgottenIsSentAgainUnderItsNumberAndCountsOnce() throws Exception {
        // Given
        Sandbox account = Sandbox.open();
        long usd = FakeCore.shared().funds(account.number(), "USD")[0];
        List<String> numbered =
                Database.column(
                        "SELECT number FROM outbox_message WHERE outbox = 'trading.commands'"
                                + " ORDER BY number DESC LIMIT 3");

        // When: as after a crash between append and commit
        Database.run(
                "UPDATE outbox_message SET record_offset = NULL WHERE outbox = 'trading.commands'"
                        + " AND number >= "
                        + numbered.getLast());
        awaitNothingUnsent();

        // Then
        List<Long> numbers = FakeCore.shared().sourceNumbers();
        for (String number : numbered) {
            assertThat(numbers.stream().filter(n -> n == Long.parseLong(number)).count())
                    .isEqualTo(2);
        }
        assertThat(FakeCore.shared().funds(account.number(), "USD")[0]).isEqualTo(usd);
        account.get("/api/v1/account");
    }

    @Test
    void whatIsSentIsNotSentAgainWhileIdle() throws Exception {
        // Given
        Sandbox.open();
        awaitNothingUnsent();
        int sent = FakeCore.shared().sourceNumbers().size();

        // When
        TimeUnit.MILLISECONDS.sleep(800);

        // Then
        assertThat(FakeCore.shared().sourceNumbers()).hasSize(sent);
    }

    private static void insert(long account, long delayMillis, boolean commit) throws Exception {
        byte[] payload =
                Command.newBuilder()
                        .setMoveFunds(
                                MoveFunds.newBuilder()
                                        .setAccountId(account)
                                        .setAsset("SOL")
                                        .setAmount(1)
                                        .setKind(FundsMoveKind.DEPOSIT)
                                        .setReferenceId("test"))
                        .build()
                        .toByteArray();
        try (Connection connection = Database.asService();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO outbox_message (outbox, record_key, payload,"
                                        + " not_before) VALUES ('trading.commands', '', ?, ?)")) {
            connection.setAutoCommit(false);
            insert.setBytes(1, payload);
            insert.setLong(2, System.currentTimeMillis() + delayMillis);
            insert.executeUpdate();
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    private static void awaitNothingUnsent() throws InterruptedException {
        for (int i = 0; !Database.column(UNSENT).equals(List.of("0")); i++) {
            assertThat(i).isLessThan(200);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        TimeUnit.MILLISECONDS.sleep(300);
    }

    private static void awaitFunds(Sandbox account, long units) throws InterruptedException {
        for (int i = 0; FakeCore.shared().funds(account.number(), "SOL")[0] != units; i++) {
            assertThat(i).isLessThan(100);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static List<Long> dense(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static List<Long> firstOccurrences(List<Long> numbers) {
        List<Long> firsts = new ArrayList<>();
        for (long number : numbers) {
            if (!firsts.contains(number)) {
                firsts.add(number);
            }
        }
        return firsts;
    }
}
