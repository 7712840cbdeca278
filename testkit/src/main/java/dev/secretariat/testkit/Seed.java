package dev.secretariat.testkit;

/** A seed as a user writes it. */
final class Seed {
    private Seed() {}

    static long parse(String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("secretariat.seed is not a number: '" + text + "'", e);
        }
    }
}
