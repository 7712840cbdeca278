package dev.secretariat.examples.demo.paperwork;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;

/**
 * Works through a tray, some pages at a time. All that changes is in the tray: once that has been filled
 * again, the same object can be submitted again, to the same scheduler or to another one.
 *
 * @param name what it is called
 * @param tray where the pages are; no other task may have it
 * @param pagesAtOnce how many pages a step works through before it is someone else's turn
 * @param timesheet where the work is noted
 */
public record Paperwork(String name, Tray tray, int pagesAtOnce, Timesheet timesheet) implements Task<Long> {
    /** Refuses a step that would make no progress. */
    public Paperwork {
        if (pagesAtOnce < 1) {
            throw new IllegalArgumentException("pagesAtOnce is " + pagesAtOnce + "; expected at least 1");
        }
    }

    @Override
    public Step<Long> step(Worker worker) {
        for (int page = 0; page < pagesAtOnce && !tray.isEmpty(); page++) {
            timesheet.note(name, worker, () -> tray.workPage(timesheet.pace()));
        }
        return tray.isEmpty() ? Step.done(tray.result()) : Step.yieldNow();
    }
}
