package dev.secretariat.benchmarks.peers;

import cats.effect.unsafe.IORuntime$;
import cats.effect.unsafe.WorkStealingThreadPool;
import java.util.concurrent.Executor;
import scala.Function0;
import scala.Tuple3;
import scala.runtime.BoxedUnit;

/**
 * The work-stealing pool on which Cats Effect runs its fibers, with its defaults, used as an Executor. This is the
 * pool alone; a fiber would cost more.
 */
final class CatsPool implements Executor {
    private final WorkStealingThreadPool<?> pool;
    private final Function0<BoxedUnit> shutdown;

    CatsPool(int workers) {
        IORuntime$ runtime = IORuntime$.MODULE$;
        Tuple3<WorkStealingThreadPool<?>, Object, Function0<BoxedUnit>> made =
                runtime.createWorkStealingComputeThreadPool(
                        workers,
                        runtime.createWorkStealingComputeThreadPool$default$2(),
                        runtime.createWorkStealingComputeThreadPool$default$3(),
                        runtime.createWorkStealingComputeThreadPool$default$4(),
                        runtime.createWorkStealingComputeThreadPool$default$5(),
                        runtime.createWorkStealingComputeThreadPool$default$6(),
                        runtime.createWorkStealingComputeThreadPool$default$7(),
                        runtime.createWorkStealingComputeThreadPool$default$8(),
                        runtime.createWorkStealingComputeThreadPool$default$9());
        this.pool = made._1();
        this.shutdown = made._3();
    }

    @Override
    public void execute(Runnable command) {
        pool.execute(command);
    }

    void close() {
        shutdown.apply();
    }
}
