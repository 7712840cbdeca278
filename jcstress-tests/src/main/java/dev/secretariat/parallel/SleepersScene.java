package dev.secretariat.parallel;

import dev.secretariat.stress.Meeting;

/** Two at the sleepers' word at once. What a method says is what the word says to whoever calls it. */
final class SleepersScene {
    private final Meeting meeting = new Meeting(2);
    private final AnySleepers sleepers;

    SleepersScene(AnySleepers sleepers) {
        this.sleepers = sleepers;
    }

    /** Says who is woken. */
    int wake() {
        meeting.join();
        return sleepers.wakeForWork();
    }

    void fallAsleep(int worker) {
        meeting.join();
        sleepers.fallAsleep(worker, false);
    }

    boolean beginSearch() {
        meeting.join();
        return sleepers.beginSearch();
    }

    boolean endSearch() {
        meeting.join();
        return sleepers.endSearch();
    }

    boolean beginWatch() {
        meeting.join();
        return sleepers.beginWatch();
    }

    // ---- At the end ----

    boolean isWatched() {
        return sleepers.isWatched();
    }

    int drain(int searching) {
        return sleepers.drain(searching);
    }
}
