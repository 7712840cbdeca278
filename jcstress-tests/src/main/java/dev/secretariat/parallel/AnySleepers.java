package dev.secretariat.parallel;

/** The sleepers' word, or a copy of it that a control weakens: what a test and its controls have in common. */
abstract class AnySleepers {
    static AnySleepers real(int workers) {
        return new Real(new Sleepers(workers));
    }

    /** Whose next push is counted from a version. */
    static AnySleepers real(int workers, long version) {
        return new Real(new Sleepers(workers, version));
    }

    abstract int wakeForWork();

    abstract int wakeForSlot();

    /**
     * As {@link #wakeForWork}, for a waker that is to be overtaken: it tries some times, because it finds somebody
     * searching most of the time and then gives up at once; a copy is slow between its look and its CAS instead.
     */
    abstract int wakeOvertaken();

    abstract boolean beginSearch();

    abstract boolean endSearch();

    abstract void fallAsleep(int worker, boolean searching);

    abstract boolean beginWatch();

    abstract void endWatch();

    abstract boolean isWatched();

    /**
     * Takes everyone off the stack, and tells who was there: worker 0 is 1, worker 1 is 2, worker 2 is 4. At the end.
     *
     * @param searching how many are counted as searching
     */
    abstract int drain(int searching);

    // ---- What has happened before ----

    final AnySleepers asleep(int... workers) {
        for (int worker : workers) fallAsleep(worker, false);
        return this;
    }

    final AnySleepers searching(int count) {
        for (int i = 0; i < count; i++) beginSearch();
        return this;
    }

    final AnySleepers watched() {
        beginWatch();
        return this;
    }

    private static final class Real extends AnySleepers {
        private static final int TRIES = 10;

        private final Sleepers sleepers;

        Real(Sleepers sleepers) {
            this.sleepers = sleepers;
        }

        @Override
        int wakeForWork() {
            return sleepers.wakeForWork();
        }

        @Override
        int wakeForSlot() {
            return sleepers.wakeForSlot();
        }

        @Override
        int wakeOvertaken() {
            int woken = Sleepers.NOBODY;
            for (int i = 0; i < TRIES && woken == Sleepers.NOBODY; i++) woken = sleepers.wakeForWork();
            return woken;
        }

        @Override
        boolean beginSearch() {
            return sleepers.beginSearch();
        }

        @Override
        boolean endSearch() {
            return sleepers.endSearch();
        }

        @Override
        void fallAsleep(int worker, boolean searching) {
            sleepers.fallAsleep(worker, searching);
        }

        @Override
        boolean beginWatch() {
            return sleepers.beginWatch();
        }

        @Override
        void endWatch() {
            sleepers.endWatch();
        }

        @Override
        boolean isWatched() {
            return sleepers.isWatched();
        }

        @Override
        int drain(int searching) {
            for (int i = 0; i < searching; i++) sleepers.endSearch();
            int seen = 0;
            for (int i = 0; i < 4; i++) { // some may be there twice
                int woken = sleepers.wakeForWork();
                if (woken == Sleepers.NOBODY) break;
                seen += 1 << woken;
                sleepers.endSearch();
            }
            return seen;
        }
    }
}
