package dev.secretariat.examples.dining;

/** How a secretary takes two forks. */
enum Manners {
    /** The left one first: all may hold one, and wait for the other. */
    LEFT_FIRST("the left fork first"),

    /**
     * The one with the lower number first. Whoever holds the fork with the highest number that is held waits for none, so somebody always
     * goes on.
     */
    LOWER_FIRST("the fork with the lower number first"),

    /** The left one first, but one seat always stays free: the one beside it finds their right fork on the table. */
    ONE_SEAT_FREE("the left fork first, and one seat stays free");

    private final String words;

    Manners(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
