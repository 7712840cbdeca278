package dev.secretariat.testkit;

import dev.secretariat.simulation.Faults;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run in many orders, until one fails.
 *
 * <pre>{@code
 * @SimulationTest(seeds = 1000)
 * void nothingIsLost(SimulationScheduler simulation) {
 *     Account account = new Account(100);
 *     simulation.submit(new Withdrawal(account, 30));
 *     simulation.submit(new Withdrawal(account, 30));
 *     simulation.run();
 *     assertEquals(40, account.balance());
 * }
 * }</pre>
 *
 * <p>Only the order of whole steps changes: a task that reads in one step and writes in the next can lose an
 * update, one that does both in one step cannot. When the method returns, what is left runs to its end; it need not
 * close anything. See {@link dev.secretariat.simulation.Simulation} for what a run is and how it fails.
 *
 * <p>The run of the first seed that fails is shrunk to as few switches as possible, told step by step, and drawn in a
 * file, in {@code build/simulations} where there is a folder {@code build}, else in {@code target/simulations}, or
 * where the parameter {@code secretariat.reports} says. The seed is repeated with {@code -Dsecretariat.seed=17}, and
 * the shrunk run with {@code -Dsecretariat.schedule=17:1,2x2}, as JUnit parameters or system properties. Maven hands
 * those of its command line on; in Gradle, set them by {@code systemProperty}.
 *
 * <p>A run in which an assumption of the method does not hold, as by JUnit's {@code assumeTrue}, does not count; if
 * none counts, the test is aborted. The annotation can be put on an annotation of one's own.
 *
 * <p>The method has a parameter of type {@link dev.secretariat.simulation.SimulationScheduler} or {@link
 * dev.secretariat.Scheduler}, and may have one of type {@link Outcomes}. It is called on the same test instance
 * for every seed, so it should keep nothing in fields; what is run before and after each test is run once,
 * around all seeds.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SimulationExtension.class)
public @interface SimulationTest {
    /** How many, from 0 on, besides a few runs from which some searches learn; see {@link Search#EXHAUSTIVE} for what they mean there. */
    int seeds() default 1000;

    /** How many simulated workers there are. */
    int workers() default 1;

    /** After how many steps a run is given up as a livelock. */
    long stepLimit() default 100_000;

    /** How orders are chosen. */
    Search search() default Search.PORTFOLIO;

    /** For {@link Search#PRIORITIES}: how many steps must come after certain other ones for the bug to show. */
    int depth() default 3;

    /**
     * For {@link Search#PRIORITIES}: about how many steps of a run there is a choice, at most; 0 for {@linkplain
     * dev.secretariat.simulation.Policy#pct(int) learning that} from a few runs.
     */
    int steps() default 0;

    /** For {@link Search#EXHAUSTIVE}: how many preemptions a run may have. */
    int preemptions() default 2;

    /** Whether time may pass, to the next deadline, although tasks are ready; see {@link dev.secretariat.simulation.Simulation#anyTime}. */
    boolean anyTime() default false;

    /**
     * A file of schedules that are run before the seeds, and to which those are added that fail; see {@link dev.secretariat.simulation.Simulation#corpus}. From the folder in
     * which the tests run; none by default.
     */
    String corpus() default "";

    /** What goes wrong besides; a class with a constructor without parameters. Nothing by default. */
    Class<? extends Supplier<Faults>> faults() default NoFaults.class;

    /**
     * How often to call the method on each real scheduler too, afterwards: on a cooperative one driven by its
     * caller, on one with a thread of its own, and on a parallel one. What it adds to its {@link Outcomes} there
     * must be what some simulated run has added; otherwise either the simulation misses something or the
     * scheduler does what none should. The method then takes a {@link dev.secretariat.Scheduler}.
     */
    int realRuns() default 0;

    /**
     * How many seconds of real time a step, or the method between two steps, may take, and each of the runs on real
     * schedulers. After a sixth of that time the console tells what is still running and where its thread stands; at
     * the end of it the threads are interrupted, and the test fails with that report. So a step that waits on a queue,
     * or a deadlock on a real scheduler, does not hang the build.
     */
    int patienceSeconds() default 60;
}
