package dev.secretariat.examples.demo.workday;

/**
 * A time of the workday, to the minute. Overtime goes past midnight: 24:30 is later than 23:59.
 *
 * @param minutes since midnight
 */
public record TimeOfDay(int minutes) implements Comparable<TimeOfDay> {
    private static final int HOUR = 60;

    /** Returns a time as clocks show it. */
    public static TimeOfDay of(int hour, int minute) {
        return new TimeOfDay(hour * HOUR + minute);
    }

    /** Returns the time so many minutes later, or earlier if they are negative. */
    public TimeOfDay plus(int more) {
        return new TimeOfDay(minutes + more);
    }

    /** Returns how many minutes later than the other one this is. */
    public int minutesSince(TimeOfDay other) {
        return minutes - other.minutes;
    }

    /** Returns the last full hour. */
    public TimeOfDay fullHour() {
        return new TimeOfDay(minutes - Math.floorMod(minutes, HOUR));
    }

    /** Returns whether this comes before the other one. */
    public boolean isBefore(TimeOfDay other) {
        return minutes < other.minutes;
    }

    @Override
    public int compareTo(TimeOfDay other) {
        return Integer.compare(minutes, other.minutes);
    }

    @Override
    public String toString() {
        return String.format("%02d:%02d", minutes / HOUR, minutes % HOUR);
    }
}
