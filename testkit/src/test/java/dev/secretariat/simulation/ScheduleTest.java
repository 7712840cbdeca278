package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"42:1x3,2,1@1", "-9223372036854775808:", "0:7@12x100000", "5:1,2,1,2", "5:1,2@3/3,5-8,10", "5:/1"
            })
    void readsWhatItWrites(String text) {
        assertEquals(text, Schedule.parse(text).toString());
        assertEquals(Schedule.parse(text), Schedule.parse(text));
    }

    @Test
    void tellsWhoIsLeftOut() {
        Schedule schedule = Schedule.parse("5:1,2,1/3,5-8");
        assertEquals(Set.of(3, 5, 6, 7, 8), schedule.leftOut());
        assertEquals(2, schedule.tasks());
        assertNotEquals(Schedule.parse("5:1,2,1"), schedule);
        assertEquals("5:1/3-5", Schedule.parse("5:1/5,4,3").toString());
    }

    @Test
    void countsStepsAndSwitches() {
        Schedule schedule = Schedule.parse("42:1x3,2,1@1");
        assertEquals(42, schedule.seed());
        assertEquals(5, schedule.steps());
        assertEquals(2, schedule.switches());
        assertEquals(1, schedule.task(4));
        assertEquals(1, schedule.worker(4));
        assertEquals(0, schedule.worker(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42",
                "x:1",
                "1:1,,2",
                "1:1x0",
                "1:1x2@3",
                "1:-4",
                "1:1@-1",
                "1:1x99999999",
                "1:1,",
                "1:1x",
                "1:1/",
                "1:1/0",
                "1:1/2,,3",
                "1:1/5-4",
                "1:1/2/3",
                "1:1?",
                "1:1?-1",
                "1:1?1,,2",
                "1:1?1x0",
                "1:1/2?1",
                "1:1/1-9999999"
            })
    void saysWhatItCannotRead(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text))
                .getMessage();
        assertTrue(message.startsWith("not a schedule, since ") && message.contains("'" + text + "'"), message);
    }
}
