package dev.secretariat.parallel;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;

/**
 * A task becomes ready while a worker stops searching or watching, or falls asleep. What a method says is
 * whether its caller sees to the task: by waking somebody, or by going on itself.
 */
final class SleepScene {
    private final Meeting meeting;
    private final Place place;
    private final AnySleepers sleepers;

    private SleepScene(Meeting meeting, Place place, AnySleepers sleepers) {
        this.meeting = meeting;
        this.place = place;
        this.sleepers = sleepers;
    }

    static SleepScene of(Place place, AnySleepers sleepers) {
        return new SleepScene(new Meeting(2), place, sleepers);
    }

    /** For what depends on a fence. */
    static SleepScene withLateStores(Place place, AnySleepers sleepers) {
        return new SleepScene(new LateStoresMeeting(), place, sleepers);
    }

    boolean makeReady() {
        meeting.join();
        return place.add() && place.wake(sleepers) == 0;
    }

    boolean endSearch() {
        meeting.join();
        return sleepers.endSearch() && !place.isEmpty() && place.wake(sleepers) == 0;
    }

    boolean lookThenEndSearch() {
        meeting.join();
        boolean any = !place.isEmpty();
        return sleepers.endSearch() && any && place.wake(sleepers) == 0; // without a look of now
    }

    boolean endWatch() {
        meeting.join();
        sleepers.endWatch();
        return !place.isEmpty() && place.goOn(sleepers);
    }

    boolean lookThenEndWatch() {
        meeting.join();
        if (!place.isEmpty()) return true;
        sleepers.endWatch(); // without a look afterwards
        return false;
    }

    boolean fallAsleep() {
        return fallAsleep(false);
    }

    boolean endSearchAsleep() {
        return fallAsleep(true);
    }

    private boolean fallAsleep(boolean searching) {
        meeting.join();
        sleepers.fallAsleep(0, searching);
        return !place.isEmpty() && place.goOn(sleepers);
    }

    boolean lookThenFallAsleep() {
        return lookThenFallAsleep(false);
    }

    boolean lookThenEndSearchAsleep() {
        return lookThenFallAsleep(true);
    }

    private boolean lookThenFallAsleep(boolean searching) {
        meeting.join();
        if (!place.isEmpty()) return true;
        sleepers.fallAsleep(0, searching); // without a look afterwards
        return false;
    }
}
