package dev.secretariat.benchmarks.peers.forks;

/** Thrown if a computation has come to an answer other than the known one: its time means nothing. */
public final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Compares an answer with the known one.
     *
     * @throws WrongAnswerException if it is another
     */
    public static void check(long answer, long known) {
        if (answer != known) throw new WrongAnswerException(answer, known);
    }

    WrongAnswerException(Object answer, Object known) {
        super("the answer is " + answer + " and should be " + known);
    }
}
