package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;
import org.testng.annotations.AfterClass;

/** The kit of Reactive Streams, which is one of TestNG's, on both views of a channel. */
@Timeout(300)
class FlowsTckTest {
    /** So long the kit waits for what has to come; on a busy machine that takes its time. */
    private static final long PATIENCE_MILLIS = 3_000;

    /** So long it waits for what must not come. */
    private static final long SILENCE_MILLIS = 100;

    @Test
    void publisher() {
        run(PublisherVerification.class, 25);
    }

    @Test
    void subscriber() {
        run(SubscriberVerification.class, 10);
    }

    private static void run(Class<?> verification, int atLeast) {
        TestNG kit = new TestNG(false);
        TestListenerAdapter results = new TestListenerAdapter();
        kit.addListener(results);
        kit.setVerbose(0);
        kit.setTestClasses(new Class<?>[] {verification});
        kit.run();
        List<String> failures =
                results.getFailedTests().stream().map(FlowsTckTest::text).toList();
        assertEquals(List.of(), failures);
        assertEquals(List.of(), results.getConfigurationFailures());
        int passed = results.getPassedTests().size();
        assertTrue(passed >= atLeast, () -> "only " + passed + " have passed");
    }

    private static String text(ITestResult failed) {
        return failed.getName() + ": " + failed.getThrowable();
    }

    public static class PublisherVerification extends FlowPublisherVerification<Integer> {
        private final Scheduler scheduler =
                ParallelScheduler.builder().workers(2).start();
        private final Queue<TaskHandle<Void>> putters = new ConcurrentLinkedQueue<>();

        public PublisherVerification() {
            super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS));
        }

        @Override
        public Flow.Publisher<Integer> createFlowPublisher(long elements) {
            Channel<Integer> channel = Channel.bounded(4);
            putters.add(scheduler.submit(Fibers.run(fiber -> {
                for (long i = 0; i < elements; i++) channel.put(fiber, (int) i);
                channel.close();
            })));
            return Flows.publisher(channel, scheduler);
        }

        @Override
        public Flow.Publisher<Integer> createFailedFlowPublisher() {
            Channel<Integer> channel = Channel.bounded(4);
            channel.close(new IllegalStateException("for the kit"));
            return subscriber -> {
                Flow.Publisher<Integer> publisher = Flows.publisher(channel, scheduler);
                publisher.subscribe(subscriber);
            };
        }

        @AfterClass
        public void end() {
            putters.forEach(TaskHandle::cancel);
            scheduler.close();
        }
    }

    public static class SubscriberVerification extends FlowSubscriberBlackboxVerification<Integer> {
        public SubscriberVerification() {
            super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS));
        }

        @Override
        public Flow.Subscriber<Integer> createFlowSubscriber() {
            return Flows.subscriber(Channel.unbounded(), 4);
        }

        @Override
        public Integer createElement(int element) {
            return element;
        }
    }
}
