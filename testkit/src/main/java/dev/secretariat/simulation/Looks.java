package dev.secretariat.simulation;

import dev.secretariat.spi.Reason;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who polls: a task that yields and has written nothing, having looked at the same things, would see the same again until somebody writes to one of them. How often in a row each has looked so.
 */
final class Looks {
    private final Map<Integer, Look> looks = new HashMap<>();

    private static final class Look {
        int inVain;
        int inARow;
        Footprint at = Footprint.NONE;
    }

    /** Takes in a step of a task. */
    void add(int task, Footprint touched, @Nullable Reason next) {
        boolean writes = touched.writes();
        if (writes) {
            looks.values().forEach(look -> {
                if (look.at.conflictsWith(touched)) look.inVain = 0;
            });
        }
        boolean isNothing = touched.size() < 2 && !writes; // but whether something was done to the task
        if (isNothing && next == Reason.GOES_ON) return; // on its way to a look
        if (next != Reason.YIELDED
                || writes
                || isNothing) { // where it is nothing, it does not poll, but takes its time
            looks.remove(task);
            return;
        }
        Look look = looks.computeIfAbsent(task, any -> new Look());
        if (!look.at.equals(touched)) {
            look.at = touched;
            look.inARow = 0;
            look.inVain = 0;
        }
        look.inARow++;
        look.inVain++;
    }

    /** Returns how often a task has looked since somebody has written to what it looks at. */
    int inVain(int task) {
        Look look = looks.get(task);
        return look == null ? 0 : look.inVain;
    }

    /** Returns how often in a row a task has looked at the same things, whatever others have done meanwhile. */
    int inARow(int task) {
        Look look = looks.get(task);
        return look == null ? 0 : look.inARow;
    }

    void clear() {
        looks.clear();
    }
}
