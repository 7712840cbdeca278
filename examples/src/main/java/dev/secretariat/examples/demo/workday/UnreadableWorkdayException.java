package dev.secretariat.examples.demo.workday;

import java.util.List;

/** Thrown if the file of a workday has mistakes; the message has a line for each. */
public final class UnreadableWorkdayException extends Exception {
    private static final long serialVersionUID = 1;

    /** Takes the mistakes, each with the name of the file and, where there is one, the number of the line. */
    UnreadableWorkdayException(List<String> complaints) {
        super(String.join(System.lineSeparator(), complaints));
    }
}
