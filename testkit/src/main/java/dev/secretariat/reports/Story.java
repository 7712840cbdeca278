package dev.secretariat.reports;

/**
 * A failure whose message tells a whole story, with tables that are to be shown whole. What it is recognized by in another run is shorter, since that
 * has happened in other words there.
 */
public interface Story {
    /** Returns by what it is recognized, besides its type. */
    String symptom();
}
