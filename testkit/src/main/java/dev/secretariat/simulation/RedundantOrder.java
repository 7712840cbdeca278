package dev.secretariat.simulation;

/** Ends a run that could only repeat, in another order, what has been run before. Nobody sees it but the search that throws it. */
@SuppressWarnings("serial") // not meant to be serialized
final class RedundantOrder extends Error {
    RedundantOrder() {
        super("this order differs from one that was tried only in what nobody can tell apart", null, false, false);
    }
}
