package dev.secretariat.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Makes of a {@link SimulationTest} one test of JUnit's, inside which the runs are. */
final class SimulationExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod()
                .map(method -> method.isAnnotationPresent(SimulationTest.class))
                .orElse(false);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        SimulationTest test = context.getRequiredTestMethod().getAnnotation(SimulationTest.class);
        return Stream.of(new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int invocation) {
                return context.getRequiredTestMethod().getName() + " with " + test.seeds() + " seeds";
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                return List.of(new SimulatedInvocation(test));
            }
        });
    }
}
