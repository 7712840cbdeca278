package dev.secretariat.examples.demo.paperwork;

/**
 * The pages that wait for a task, and the result of those that have been done. It is not thread-safe, and
 * need not be: it is filled before the task is submitted, and each step of the task sees what
 * the last one did, whichever worker ran it.
 */
public final class Tray {
    private int pages;
    private int worked;
    private long result;

    /** Puts pages in, and takes the result of earlier ones out. */
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

    /** Returns the result of the pages done so far. */
    long result() {
        return result;
    }
}
