package com.rescaleequity.systemtest.load.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.systemtest.load.wire.Call;
import com.rescaleequity.systemtest.load.wire.CallKind;
import com.rescaleequity.systemtest.load.wire.HttpLane;
import com.rescaleequity.systemtest.load.wire.Lane;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadLoopTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final long start = System.nanoTime();

    @Test
    void everyCallOfAnOpenLoopIsSentAndAnsweredOnce() throws IOException {
        try (EchoServer server = new EchoServer(number -> EchoServer.ok());
                LoadLoop loop = new LoadLoop(crew(server, 4, Integer.MAX_VALUE), () -> false)) {
            // Given
            Measurement measurement = measurement(TimeUnit.MILLISECONDS.toNanos(100));
            Schedule schedule = new Schedule(start, 1_000, 100);

            // When
            loop.open(measurement, schedule, MINUTE);

            // Then
            assertThat(server.requests()).isEqualTo(100);
            assertThat(measurement.acknowledged()).isEqualTo(100);
            assertThat(measurement.failed() + measurement.unsent()).isZero();
        }
    }

    @Test
    void aClosedLoopEndsWhenNobodyHasAnythingToDo() throws IOException {
        try (EchoServer server = new EchoServer(number -> EchoServer.ok());
                LoadLoop loop = new LoadLoop(crew(server, 3, 5), () -> false)) {
            Measurement measurement = measurement(MINUTE);

            loop.closed(measurement);

            assertThat(measurement.acknowledged()).isEqualTo(15);
        }
    }

    @Test
    void aLostConnectionIsReplacedAndItsCallHasFailed() throws IOException {
        try (EchoServer server = new EchoServer(number -> number == 2 ? "" : EchoServer.ok());
                LoadLoop loop = new LoadLoop(crew(server, 1, 5), () -> false)) {
            Measurement measurement = measurement(MINUTE);

            loop.closed(measurement);

            assertThat(measurement.failed()).isEqualTo(1);
            assertThat(measurement.acknowledged()).isEqualTo(2 + 5);
        }
    }

    @Test
    void aStoppedLoopSendsNoMore() throws IOException {
        try (EchoServer server = new EchoServer(number -> EchoServer.ok());
                LoadLoop loop = new LoadLoop(crew(server, 1, Integer.MAX_VALUE), () -> true)) {
            Measurement measurement = measurement(MINUTE);

            loop.open(measurement, Schedule.of(start, 1, MINUTE), MINUTE);

            assertThat(measurement.acknowledged()).isLessThan(60);
            assertThat(measurement.unsent()).isZero();
        }
    }

    @Test
    void whatFindsNoFreeConnectionInTimeIsGivenUp() throws IOException {
        // Given a server that answers nothing
        try (EchoServer server = new EchoServer(number -> "HTTP/1.1 200 OK\r\n");
                LoadLoop loop = new LoadLoop(crew(server, 1, Integer.MAX_VALUE), () -> false)) {
            Measurement measurement = measurement(TimeUnit.MILLISECONDS.toNanos(100));

            // When
            loop.open(
                    measurement,
                    new Schedule(start, 1_000, 100),
                    TimeUnit.MILLISECONDS.toNanos(20));

            // Then
            assertThat(measurement.failed()).isLessThanOrEqualTo(1);
            assertThat(measurement.failed() + measurement.unsent()).isEqualTo(100);
        }
    }

    private Measurement measurement(long nanos) {
        return new Measurement(start, start, start + nanos);
    }

    private static Crew crew(EchoServer server, int lanes, int callsEach) {
        return new Crew() {
            @Override
            public int lanes() {
                return lanes;
            }

            @Override
            public Lane open(int lane) throws IOException {
                return HttpLane.open(server.uri());
            }

            @Override
            public Script script(int lane) {
                int[] left = {callsEach};
                return () -> left[0]-- > 0 ? Call.of(CallKind.ECHO, "", "hello") : null;
            }
        };
    }
}
