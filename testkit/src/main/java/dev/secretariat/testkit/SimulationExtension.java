package dev.secretariat.testkit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes of a {@link SimulationTest} one test of JUnit's, inside which the runs are. */
final class SimulationExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), SimulationTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        SimulationTest test =
                AnnotationSupport.findAnnotation(method, SimulationTest.class).orElseThrow();
        if (Arrays.stream(method.getParameterTypes()).noneMatch(SimulatedInvocation::isScheduler)) {
            throw new ExtensionConfigurationException(
                    "a simulation test has a parameter of type SimulationScheduler or Scheduler: " + method);
        }
        return Stream.of(new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int invocation) {
                return method.getName() + runs(test);
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                return List.of(new SimulatedInvocation(test));
            }
        });
    }

    /** Returns whether all orders are run, whatever the seed. */
    static boolean isExhaustive(SimulationTest test) {
        return test.search() == Search.EXHAUSTIVE || test.search() == Search.PARTIAL_ORDERS;
    }

    private static String runs(SimulationTest test) {
        return switch (test.search()) {
            case EXHAUSTIVE -> " in every order with at most " + test.preemptions() + " preemptions";
            case PARTIAL_ORDERS -> " in every partial order";
            case PORTFOLIO, RANDOM, PRIORITIES -> " with " + test.seeds() + " seeds";
        };
    }
}
