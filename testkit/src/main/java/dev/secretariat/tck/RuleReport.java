package dev.secretariat.tck;

import dev.secretariat.fiber.Carrier;
import dev.secretariat.fiber.Fibers;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Skips what a scheduler does not support, and makes failures say which rule is broken and where to look. */
final class RuleReport implements BeforeEachCallback, TestExecutionExceptionHandler, AfterTestExecutionCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        SchedulerTck kit = kit(context);
        Method test = context.getRequiredTestMethod();
        assumeOffered(kit, test.getAnnotation(Needs.class));
        assumeOffered(kit, test.getDeclaringClass().getAnnotation(Needs.class));
        if (test.isAnnotationPresent(OnEachCarrier.class)) assumeCarrier();
        kit.begin();
    }

    private static void assumeOffered(SchedulerTck kit, @Nullable Needs needs) {
        if (needs == null) return;
        for (Feature feature : needs.value()) {
            Assumptions.assumeTrue(
                    kit.features().contains(feature),
                    () -> "skipped: this scheduler's features() leave out " + feature);
        }
    }

    private static void assumeCarrier() {
        try {
            Carrier unused = Fibers.carrier();
        } catch (IllegalStateException lacking) {
            Assumptions.abort("skipped: " + lacking.getMessage());
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Optional<Rule> rule = Rule.ofTest(context.getRequiredTestMethod().getName());
        if (rule.isEmpty() || failure instanceof TestAbortedException) throw failure;
        throw Explained.by(rule.get(), failure);
    }

    /**
     * Ends the schedulers: one that does not end after a test breaks the rule about ends, whatever the test was about.
     */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        try {
            kit(context).end(context.getExecutionException().isPresent());
        } catch (Throwable failure) {
            throw Explained.by(Rule.S3, failure);
        }
    }

    private static SchedulerTck kit(ExtensionContext context) {
        return (SchedulerTck) context.getRequiredTestInstance();
    }
}
