package dev.secretariat.examples.demo.workday;

import java.util.List;

/** A workday file that does not say what it should. */
public final class UnreadableWorkdayException extends Exception {
    private static final long serialVersionUID = 1;

    /** One complaint a line, each with the file's name and, where there is one, the line's number. */
    UnreadableWorkdayException(List<String> complaints) {
        super(String.join(System.lineSeparator(), complaints));
    }
}
