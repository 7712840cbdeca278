package dev.secretariat.cooperative;

/** What a thread may do that holds the {@link DriversSeat} but does not drive: no step is run. */
interface Tidier {
    /** Sorts in what other threads have posted. */
    void takeIn();
}
