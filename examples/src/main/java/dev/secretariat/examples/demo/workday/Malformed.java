package dev.secretariat.examples.demo.workday;

/** Thrown if a line of the file is wrong; says what was expected, and what was found. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String expected, String found) {
        super("expected " + expected + ", found " + printable(found));
    }

    private static String printable(String text) {
        return text.isBlank() ? "nothing" : text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
