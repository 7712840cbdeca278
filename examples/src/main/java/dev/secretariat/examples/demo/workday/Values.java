package dev.secretariat.examples.demo.workday;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single values. */
final class Values {
    private static final int MAX_MINUTES = 24 * 60;
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])");
    private static final Pattern MINUTES = Pattern.compile("[0-9]{1,4}");

    private Values() {}

    static TimeOfDay time(String value) throws Malformed {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) throw new Malformed("a time as HH:MM, from 00:00 to 23:59", value);
        return TimeOfDay.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)));
    }

    static int minutes(String value) throws Malformed {
        int minutes = MINUTES.matcher(value).matches() ? Integer.parseInt(value) : 0;
        if (minutes < 1 || minutes > MAX_MINUTES) {
            throw new Malformed("whole minutes, from 1 to " + MAX_MINUTES, value);
        }
        return minutes;
    }

    static String name(String value) throws Malformed {
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            throw new Malformed("a name, without control characters", value);
        }
        return value;
    }
}
