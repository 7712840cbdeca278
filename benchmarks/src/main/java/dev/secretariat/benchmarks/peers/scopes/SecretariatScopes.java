package dev.secretariat.benchmarks.peers.scopes;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.sync.Joiner;
import dev.secretariat.sync.StepScope;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A scope of a task in steps. */
final class SecretariatScopes implements ScopeContestant {
    private final Scheduler scheduler;
    private final IntFunction<Task<Integer>> child;

    /**
     * Scopes.
     *
     * @param scheduler is closed with this
     * @param child makes the child that returns a number
     */
    SecretariatScopes(Scheduler scheduler, IntFunction<Task<Integer>> child) {
        this.scheduler = scheduler;
        this.child = child;
    }

    @Override
    public long scope(int children) throws InterruptedException {
        return scheduler.submit(new Owner(children)).join();
    }

    @Override
    public void close() {
        scheduler.close();
    }

    private final class Owner implements Task<Long> {
        private final int children;
        private @Nullable StepScope<Integer, List<Integer>> scope;

        Owner(int children) {
            this.children = children;
        }

        @Override
        public Step<Long> step(Worker worker) throws TimeoutException {
            if (scope == null) {
                scope = StepScope.open(worker, Joiner.allSuccessfulOrThrow());
                for (int number = 1; number <= children; number++) scope.fork(worker, child.apply(number));
            }
            if (!scope.isEnded()) return Step.await(scope.join(worker));
            long sum = 0;
            for (int each : scope.result()) sum += each;
            return Step.done(sum);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            return scope == null ? Step.done() : scope.windDown(worker);
        }
    }
}
