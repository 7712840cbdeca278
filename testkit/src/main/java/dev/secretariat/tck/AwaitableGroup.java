package dev.secretariat.tck;

/** Tests of a few rules of awaitables. */
interface AwaitableGroup {
    /** Returns what the running test works with; of the kit's own tests. */
    AwaitableTrial trial();
}
