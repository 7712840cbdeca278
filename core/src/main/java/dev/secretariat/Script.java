package dev.secretariat;

import dev.secretariat.impl.Steps;
import dev.secretariat.impl.SubmittedOnce;
import dev.secretariat.internal.Throwables;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of stages over a state object: for work that does one thing after another and waits in
 * between, without a hand-written state machine.
 *
 * <pre>{@code
 * final class Checkout {
 *     static final Script<Checkout, Receipt> FLOW =
 *             Script.of(Checkout::receipt, Checkout::load, Checkout::price, Checkout::pay);
 *
 *     private Step<?> load(Worker worker) {
 *         if (!cart.isDone()) return Step.await(cart); // this stage again, when the cart is there
 *         items = cart.result();
 *         return Step.done();                          // on to the next stage
 *     }
 *     ...
 * }
 *
 * scheduler.submit(Checkout.FLOW.start(new Checkout(id)));
 * }</pre>
 *
 * <p>A stage that returns an unfinished step is run again when the step says so; when it returns done,
 * the next stage follows, mostly within the same step of the task; a simulation lets others come in between, and so
 * does any scheduler after a number of stages. The value of a stage's
 * {@code done(value)} is ignored: results go into the state. What a stage throws fails the task.
 *
 * <p>A script is immutable and thread-safe, and meant to be a constant; a run of it costs 32 bytes
 * beside the state.
 *
 * @param <S> the type of the state
 * @param <T> the type of the result
 */
public final class Script<S, T extends @Nullable Object> {
    private final Function<? super S, ? extends T> result;
    private final Stage<? super S>[] stages;
    private final @Nullable Ending<? super S> ending;

    private Script(
            Function<? super S, ? extends T> result, Stage<? super S>[] stages, @Nullable Ending<? super S> ending) {
        this.result = result;
        this.stages = stages;
        this.ending = ending;
    }

    /**
     * Makes a script.
     *
     * @param result takes the result from the state, after the last stage
     * @param stages what to do, in this order; the array is copied
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the copy is only read
    public static <S, T extends @Nullable Object> Script<S, T> of(
            Function<? super S, ? extends T> result, Stage<? super S>... stages) {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(stages, "stages");
        Stage<? super S>[] copy = stages.clone();
        for (int i = 0; i < copy.length; i++) {
            Objects.requireNonNull(copy[i], "stages[" + i + "]");
        }
        return new Script<>(result, copy, null);
    }

    /**
     * Returns this script with something to do at its end, be it success, failure or cancellation. It
     * runs once for each run that has begun or was cancelled, as the last thing, with the task's worker.
     *
     * @param ending what to do; replaces an earlier one. What it throws fails a run that would have
     *     succeeded, is added to the failure of one that failed, and goes to the {@link FailureHandler}
     *     of one that was cancelled
     */
    public Script<S, T> ending(Ending<? super S> ending) {
        return new Script<>(result, stages, Objects.requireNonNull(ending, "ending"));
    }

    /**
     * Makes a run of this script: a task to submit once; a second submission fails with an IllegalStateException.
     *
     * @param state the run's own state
     */
    public Task<T> start(S state) {
        return new ScriptTask<>(this, Objects.requireNonNull(state, "state"));
    }

    /**
     * One stage of a script.
     *
     * @param <S> the type of the state
     */
    @FunctionalInterface
    public interface Stage<S> {
        /**
         * Does the next piece of this stage, as {@link Task#step} does.
         *
         * @param state the run's state
         * @param worker who runs this step
         * @return done to go on to the next stage, or what must happen before this one is run again
         * @throws Exception to fail the task
         */
        Step<?> run(S state, Worker worker) throws Exception;
    }

    /**
     * What is done at the end of a run.
     *
     * @param <S> the type of the state
     */
    @FunctionalInterface
    public interface Ending<S> {
        /**
         * Releases what the run holds.
         *
         * @param state the run's state
         * @param worker who runs this step
         * @throws Exception see {@link Script#ending}
         */
        void run(S state, Worker worker) throws Exception;
    }

    private static final class ScriptTask<S, T extends @Nullable Object> extends SubmittedOnce<T> {
        private static final int ENDED = -1;

        private final Script<S, T> script;
        private final S state;

        /** One that is done, or the number of all stages and then one more: the result is there. */
        private int stage;

        private @Nullable T result;

        ScriptTask(Script<S, T> script, S state) {
            this.script = script;
            this.state = state;
        }

        @Override
        @SuppressWarnings("NullAway") // the result is null where T allows it
        protected Step<T> next(Worker worker) throws Exception {
            try {
                if (stage < script.stages.length) return runStage(worker);
                if (stage++ == script.stages.length) {
                    result = script.result.apply(state);
                    if (script.ending != null) return Step.goOn();
                }
            } catch (Throwable failure) {
                if (isCancelling(failure, worker)) throw failure; // windDown() follows, and ends
                try {
                    end(worker);
                } catch (Throwable second) {
                    Throwables.suppress(failure, second);
                }
                throw failure;
            }
            end(worker);
            return Step.done(result);
        }

        private Step<T> runStage(Worker worker) throws Exception {
            Step<?> step = Steps.nonNull(script.stages[stage].run(state, worker), worker);
            if (!step.isDone()) return step.pending();
            stage++;
            return Step.goOn();
        }

        @Override
        protected Step<?> windDown(Worker worker) throws Exception {
            end(worker);
            return Step.done();
        }

        /** Ends it once: a run that fails after a request to cancel comes here twice. */
        private void end(Worker worker) throws Exception {
            if (stage == ENDED) return;
            stage = ENDED;
            if (script.ending != null) script.ending.run(state, worker);
        }

        @Override
        public Object madeOf() {
            return state;
        }

        @Override
        public String how() {
            return "script";
        }

        @Override
        public String toString() {
            return "script over a " + state.getClass().getName() + (stage == ENDED ? ", ended" : ", at stage " + stage);
        }
    }
}
