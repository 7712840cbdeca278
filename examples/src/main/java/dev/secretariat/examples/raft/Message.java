package dev.secretariat.examples.raft;

import java.util.List;

/** What replicas, and clients, send each other. */
sealed interface Message {
    /** What replicas send each other, each with the term that it is in. */
    sealed interface OfReplica extends Message {
        int term();
    }

    /**
     * A candidate asks for a vote.
     *
     * @param lastIndex of the last entry in its log; 0 if it is empty
     * @param lastTerm the term of that
     */
    record RequestVote(int term, int lastIndex, int lastTerm) implements OfReplica {}

    /** The answer. */
    record Vote(int term, boolean isGranted) implements OfReplica {}

    /**
     * A leader hands on entries; without any, it says that it is there.
     *
     * @param previousIndex of the entry that they follow
     * @param previousTerm the term of that
     * @param entries the entries
     * @param commit up to which index all is committed
     */
    record Append(int term, int previousIndex, int previousTerm, List<Entry> entries, int commit)
            implements OfReplica {}

    /**
     * The answer.
     *
     * @param isDone whether the log has the previous entry, and so has the new ones now
     * @param index up to which it is the leader's then; otherwise, before which the leader is to look
     */
    record Appended(int term, boolean isDone, int index) implements OfReplica {}

    /** A client wants a command to be done. */
    record Propose(String command) implements Message {}

    /** It is in the log for good. */
    record Committed(String command) implements Message {}
}
