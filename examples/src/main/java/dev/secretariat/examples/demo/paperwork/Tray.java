package dev.secretariat.examples.demo.paperwork;

/**
 * The pages that wait for a task, and what came of those that do not wait any more. Not thread-safe, and
 * need not be: whoever fills it does so before the task is submitted, and each step of the task sees what
 * the last one did, whichever worker did it.
 */
public final class Tray {
    private int pages;
    private int worked;
    private long result;

    /** Puts pages in; what came of earlier ones is taken out. */
    public void fill(int newPages) {
        if (newPages < 0) throw new IllegalArgumentException("newPages is " + newPages + "; expected 0 or more");
        pages = newPages;
        worked = 0;
        result = 0;
    }

    boolean isEmpty() {
        return worked == pages;
    }

    void workPage(Pace pace) {
        result = 31 * result + pace.workPage(worked);
        worked++;
    }

    /** What came of the pages. */
    long result() {
        return result;
    }
}
