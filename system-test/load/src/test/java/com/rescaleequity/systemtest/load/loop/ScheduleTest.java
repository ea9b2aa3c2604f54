package com.rescaleequity.systemtest.load.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void callsAreDueAtEqualDistancesAndNeverDrift() {
        Schedule schedule = Schedule.of(0, 3, 10 * SECOND);

        assertThat(schedule.count()).isEqualTo(30);
        assertThat(schedule.due(0)).isZero();
        assertThat(schedule.due(1)).isEqualTo(333_333_333);
        assertThat(schedule.due(3)).isEqualTo(SECOND);
        assertThat(schedule.due(29)).isEqualTo(9 * SECOND + 666_666_666);
    }

    @Test
    void aLongRunAtAHighRateDoesNotOverflow() {
        Schedule schedule = Schedule.of(17, 1_000_000, TimeUnit.DAYS.toNanos(30));

        assertThat(schedule.due(schedule.count()) - 17).isEqualTo(TimeUnit.DAYS.toNanos(30));
    }

    @Test
    void aStartJustBeforeTheClockTurnsOverIsAsGood() {
        Schedule schedule = Schedule.of(Long.MAX_VALUE - 10, 1_000, SECOND);

        assertThat(schedule.due(1) - schedule.start()).isEqualTo(1_000_000);
        assertThat(schedule.dueBy(schedule.start() + 1_000_000)).isEqualTo(2);
    }

    @Test
    void whatIsDueByNowIsWhatWouldHaveBeenSent() {
        Schedule schedule = Schedule.of(100, 7, 2 * SECOND);

        for (long now = 100; now < 100 + 3 * SECOND; now += 9_999_991) {
            long due = 0;
            while (due < schedule.count() && schedule.due(due) <= now) {
                due++;
            }
            assertThat(schedule.dueBy(now)).as("at %d", now).isEqualTo(due);
        }
        assertThat(schedule.dueBy(99)).isZero();
    }
}
