package dev.secretariat.history;

/**
 * When a client called, or was answered.
 *
 * @param number its place among all moments of a history
 * @param nanos what the history's ticker read then; told, and never compared
 */
record Moment(long number, long nanos) {}
