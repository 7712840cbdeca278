package dev.secretariat.tck;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Runs each test of the kit on a thread of its own, since an awaitable may block it for good, and makes failures say which rule is broken and where
 * to look.
 */
final class AwaitableReport implements InvocationInterceptor {
    /** Longer than the longest test of the kit takes without a wait; what blocks is found after that and the kit's patience. */
    private static final long LONGEST_SECONDS = 60;

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        AwaitableTck kit = (AwaitableTck) extension.getRequiredTestInstance();
        Optional<Rule> rule = Rule.ofTest(context.getExecutable().getName());
        kit.begin();
        try {
            if (rule.isEmpty()) invocation.proceed();
            else runAside(kit, invocation);
        } catch (TestAbortedException skipped) {
            throw skipped;
        } catch (Throwable failure) {
            throw rule.isPresent() ? Explained.by(rule.get(), failure) : failure;
        } finally {
            kit.end();
        }
    }

    private static void runAside(AwaitableTck kit, Invocation<Void> invocation) throws Throwable {
        Throwable[] thrown = new Throwable[1];
        FutureTask<@Nullable Void> test = new FutureTask<>(
                () -> {
                    try {
                        invocation.proceed();
                    } catch (Throwable failure) {
                        thrown[0] = failure;
                    }
                },
                null);
        Thread thread = new Thread(test, "test of " + kit.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
        try {
            test.get(kit.patience().toSeconds() + LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            AssertionError blocked = new AssertionError("a call of the awaitable has not returned");
            blocked.setStackTrace(thread.getStackTrace());
            throw blocked;
        }
        if (thrown[0] != null) throw thrown[0];
    }
}
