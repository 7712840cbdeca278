package dev.secretariat.testkit;

import dev.secretariat.Scheduler;
import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.Faults;
import dev.secretariat.simulation.Omission;
import dev.secretariat.simulation.Policy;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Schedule;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** Calls a test method many times where JUnit wants to call it once. */
final class SimulatedInvocation implements InvocationInterceptor, ParameterResolver {
    private static final String SEED = "secretariat.seed";
    private static final String SCHEDULE = "secretariat.schedule";

    private final SimulationTest test;

    SimulatedInvocation(SimulationTest test) {
        this.test = test;
    }

    // ---- Parameters: those that differ from run to run are given later ----

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        // Of the test alone: what is run before and after it is run once, without a simulation.
        if (!context.getTestMethod().equals(Optional.of(parameter.getDeclaringExecutable()))) return false;
        Class<?> type = parameter.getParameter().getType();
        return isScheduler(type) || type == Outcomes.class;
    }

    static boolean isScheduler(Class<?> type) {
        return type == SimulationScheduler.class || type == Scheduler.class;
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return null;
    }

    // ---- The call ----

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        invocation.skip();
        if (test.realRuns() < 0) throw new IllegalArgumentException("realRuns is negative: " + test.realRuns());
        if (test.realRuns() > 0) checkTakesAny(call.getExecutable());
        Body body = new Body(call);
        Simulation simulation = simulation(body);
        @Nullable String schedule = context.getConfigurationParameter(SCHEDULE).orElse(null);
        @Nullable String seed = context.getConfigurationParameter(SEED).orElse(null);
        boolean isExhaustive = SimulationExtension.isExhaustive(test);
        try {
            if (schedule != null) replay(simulation, Schedule.parse(schedule));
            else if (isExhaustive) explore(simulation, context); // whatever the seed: it decides nothing there
            else if (seed != null) simulation.check(Seed.parse(seed), 1, text -> {});
            else simulation.check(0, test.seeds(), text -> tell(context, text));
        } catch (SimulationFailure failure) {
            throw FailureReport.of(failure, context, !isExhaustive);
        }
        body.abortIfNoneWasRun();
        if (test.realRuns() > 0 && schedule == null && seed == null) {
            new DifferentialRun(test.realRuns(), patience(), body.outcomes).check(body::callWith);
        }
    }

    private static void checkTakesAny(Method method) {
        if (Arrays.asList(method.getParameterTypes()).contains(SimulationScheduler.class)) {
            throw new IllegalStateException(
                    "to run on real schedulers too, the method must take a Scheduler, not a SimulationScheduler: "
                            + method);
        }
    }

    private Simulation simulation(Body body) {
        Faults faults = ReflectionSupport.newInstance(test.faults()).get();
        Simulation simulation = Simulation.of(body::runIn)
                .workers(test.workers())
                .patience(patience())
                .stepLimit(test.stepLimit())
                .policy(policy())
                .faults(faults);
        if (test.anyTime()) simulation = simulation.anyTime();
        return test.corpus().isEmpty() ? simulation : simulation.corpus(Path.of(test.corpus()));
    }

    private Policy policy() {
        return switch (test.search()) {
            case PORTFOLIO -> Policy.portfolio();
            case PRIORITIES -> priorities();
            case RANDOM, EXHAUSTIVE, PARTIAL_ORDERS -> Policy.random();
        };
    }

    private Policy priorities() {
        return test.steps() == 0 ? Policy.pct(test.depth()) : Policy.pct(test.depth(), test.steps());
    }

    private Duration patience() {
        return Duration.ofSeconds(test.patienceSeconds());
    }

    private static void replay(Simulation simulation, Schedule schedule) {
        Run run = simulation.replay(schedule);
        if (run.hasFailed()) throw simulation.failure(run);
    }

    private void explore(Simulation simulation, ExtensionContext context) {
        boolean isReduced = test.search() == Search.PARTIAL_ORDERS;
        Exploration found = isReduced
                ? simulation.explorePartialOrders(test.seeds())
                : simulation.explore(test.preemptions(), test.seeds());
        if (found.failing().isPresent())
            throw simulation.failure(found.failing().get());
        if (found.omits(Omission.Kind.ORDERS)) {
            throw new AssertionError("there are more than " + test.seeds() + " orders"
                    + (isReduced ? "" : " with at most " + test.preemptions() + " preemptions")
                    + "; none of those failed, but raise 'seeds'" + (isReduced ? "" : " or lower 'preemptions'")
                    + " to see all\n" + found);
        }
        context.publishReportEntry("explored", found.toString());
        if (!found.isComplete()) tell(context, found.toString());
    }

    private static void tell(ExtensionContext context, String text) {
        System.out.println(context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName() + ": " + text);
    }

    /** The test method, and what it has come to. */
    private static final class Body {
        private final ReflectiveInvocationContext<Method> call;
        final Set<List<@Nullable Object>> outcomes = new HashSet<>();
        private @Nullable TestAbortedException aborted;

        Body(ReflectiveInvocationContext<Method> call) {
            this.call = call;
        }

        /** Runs it once. If an assumption of the method does not hold in it, it does not count. */
        void runIn(SimulationScheduler simulation) {
            Outcomes outcome = new Outcomes();
            try {
                callWith(simulation, outcome);
            } catch (TestAbortedException failure) {
                aborted = failure;
                simulation.shutdownNow();
                return;
            }
            simulation.asExecutorService().shutdown();
            simulation.run(); // what is left may add to the outcome
            outcomes.add(outcome.copy());
        }

        /** Aborts the test where an assumption has held in no run. */
        void abortIfNoneWasRun() {
            if (aborted != null && outcomes.isEmpty()) throw aborted;
        }

        void callWith(Scheduler scheduler, Outcomes outcome) {
            Method method = call.getExecutable();
            @Nullable Object[] arguments = call.getArguments().toArray();
            for (int i = 0; i < arguments.length; i++) {
                Class<?> type = method.getParameterTypes()[i];
                if (isScheduler(type)) arguments[i] = scheduler;
                else if (type == Outcomes.class) arguments[i] = outcome;
            }
            ReflectionSupport.invokeMethod(method, call.getTarget().orElse(null), arguments);
        }
    }
}
