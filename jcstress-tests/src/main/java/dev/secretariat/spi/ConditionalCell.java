package dev.secretariat.spi;

import static dev.secretariat.spi.CellWord.ACTIVE;
import static dev.secretariat.spi.CellWord.WAITING;
import static dev.secretariat.spi.CellWord.WOKEN;

import dev.secretariat.stress.Meeting;

/** The cell of a task that waits for a condition, a plain field. A control weakens one of its transitions. */
class ConditionalCell {
    private final Meeting meeting = new Meeting(2);
    final CellWord state;
    private boolean condition;

    ConditionalCell(int initial) {
        state = new CellWord(initial);
    }

    final void runStep() {
        meeting.join();
        begin();
        if (!condition) park();
    }

    final void fulfil() {
        meeting.join();
        condition = true;
        wake();
    }

    void begin() {
        if (state.get() == WOKEN) state.compareAndSet(WOKEN, ACTIVE);
    }

    void park() {
        state.compareAndSet(ACTIVE, WAITING);
    }

    void wake() {
        state.wake();
    }
}
