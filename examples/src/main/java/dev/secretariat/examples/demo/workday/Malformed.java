package dev.secretariat.examples.demo.workday;

/** What was expected, and what stood there. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String expected, String found) {
        super("expected " + expected + ", found " + printable(found));
    }

    private static String printable(String text) {
        return text.isBlank() ? "nothing" : text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
