package dev.secretariat.benchmarks.peers;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The kernels in blocking style, one virtual thread for each task. Threads are started directly, without an
 * executor that would keep count of them, and messages are passed by park and unpark, without a latch or a future.
 *
 * <p>The number of carrier threads is a property of the JVM, to be set when it is started.
 */
public final class VirtualContestant implements Contestant {
    @Override
    public void chain(int links, Finish finish) {
        VirtualThreads.start(new Link(links, finish));
    }

    @Override
    public void pingPong(int pairs, Finish finish) {
        VirtualThreads.start(new PingPong(pairs, finish));
    }

    @Override
    public void spawnManyLocal(int tasks, Finish finish) {
        VirtualThreads.start(new Burst(tasks, finish));
    }

    @Override
    public void spawnManyForeign(int tasks, Finish finish) {
        Runnable task = finish::arrive;
        for (int i = 0; i < tasks; i++) VirtualThreads.start(task);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // Thread.yield() is what is measured
    public void yieldMany(int tasks, int yields, Finish finish) {
        Runnable task = () -> {
            for (int i = 0; i < yields; i++) Thread.yield();
            finish.arrive();
        };
        for (int i = 0; i < tasks; i++) VirtualThreads.start(task);
    }

    @Override
    public void close() {}

    private record Link(int links, Finish finish) implements Runnable {
        @Override
        public void run() {
            if (links == 1) finish.arrive();
            else VirtualThreads.start(new Link(links - 1, finish));
        }
    }

    private record Burst(int tasks, Finish finish) implements Runnable {
        @Override
        public void run() {
            Runnable task = this::arrive;
            for (int i = 0; i < tasks; i++) VirtualThreads.start(task);
        }

        private void arrive() {
            if (finish.arrive()) VirtualThreads.start(this);
        }
    }

    private record PingPong(int pairs, Finish finish) implements Runnable {
        @Override
        public void run() {
            Runnable ping = this::ping;
            for (int i = 0; i < pairs; i++) VirtualThreads.start(ping);
        }

        private void ping() {
            Message message = new Message();
            Message answer = new Message();
            VirtualThreads.start(() -> {
                message.receive();
                answer.send();
            });
            message.send();
            answer.receive();
            if (finish.arrive()) VirtualThreads.start(this);
        }
    }

    /** A message between two threads. Each writes its own field, then reads the other's: one of them sees both. */
    private static final class Message {
        private volatile boolean sent;
        private volatile @Nullable Thread receiver;

        void send() {
            sent = true;
            LockSupport.unpark(receiver);
        }

        void receive() {
            if (sent) return;
            receiver = Thread.currentThread();
            while (!sent) LockSupport.park(this);
        }
    }
}
