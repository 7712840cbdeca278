package dev.secretariat.examples.raft;

/**
 * A command in the log.
 *
 * @param term in which a leader took it in
 * @param command what is to be done
 */
record Entry(int term, String command) {
    @Override
    public String toString() {
        return "'" + command + "' of term " + term;
    }
}
