package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static List<Integer> inVain(Looks looks, int times) {
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            looks.foundNothing();
            counts.add(looks.count());
        }
        return counts;
    }

    @Test
    void whoeverFindsNothingLooksHalfAsOften() {
        Looks looks = new Looks(50);
        assertEquals(50, looks.count());
        assertEquals(List.of(25, 12, 6, 3, 1, 1), inVain(looks, 6));
    }

    @Test
    void whoeverFindsSomethingLooksAsOftenAsBefore() {
        Looks looks = new Looks(50);
        inVain(looks, 5);
        looks.found();
        assertEquals(50, looks.count());
    }

    @Test
    void whoeverIsWokenSoonWouldHaveFoundWhatHeWasWokenFor() {
        Looks looks = new Looks(50);
        inVain(looks, 5);
        looks.foundAfterSleep(25_001);
        assertEquals(1, looks.count());
        looks.foundAfterSleep(25_000);
        assertEquals(50, looks.count());
    }

    @Test
    void whoeverParksAtOnceDoesSoAlways() {
        Looks looks = new Looks(1);
        assertEquals(List.of(1), inVain(looks, 40).stream().distinct().toList());
        looks.found();
        assertEquals(1, looks.count());
        assertFalse(looks.sufficeForSlots());
    }

    @Test
    void onlyALongSearchTellsThatATaskIsStuckInItsSlot() {
        Looks looks = new Looks(50);
        assertTrue(looks.sufficeForSlots());
        inVain(looks, 2);
        assertFalse(looks.sufficeForSlots());
    }
}
