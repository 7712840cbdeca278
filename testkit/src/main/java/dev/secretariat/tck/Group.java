package dev.secretariat.tck;

/** Tests of a few rules. */
interface Group {
    /** Returns what the running test works with; of the kit's own tests. */
    Trial trial();
}
