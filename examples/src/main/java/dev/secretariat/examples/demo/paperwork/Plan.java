package dev.secretariat.examples.demo.paperwork;

/**
 * What to expect of a shift.
 *
 * @param title who works, and how
 * @param secretaries how many work in it
 * @param work how many minutes of work there are, all tasks together
 * @param ideal how many minutes it takes if each secretary has a core of her own
 */
public record Plan(String title, int secretaries, int work, int ideal) {
    /** Refuses what is impossible. */
    public Plan {
        if (secretaries < 1) {
            throw new IllegalArgumentException("secretaries is " + secretaries + "; expected at least 1");
        }
        if (ideal * secretaries < work) {
            throw new IllegalArgumentException(
                    "ideal is " + ideal + "; " + secretaries + " secretaries cannot do " + work + " minutes in that");
        }
    }

    /** Returns how many minutes it takes at best on so many cores: a core does one thing at a time. */
    public int atBest(int cores) {
        return Math.max(ideal, (work + cores - 1) / cores);
    }
}
