package dev.secretariat.benchmarks.peers.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;

/** The kernels over the JDK's blocking queues, between platform threads, which are kept. An element that is none of the others says that no more come. */
final class QueueContestant implements ChannelContestant {
    private static final int END = -1;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Override
    public long stream(int pairs, int capacity, int elements) throws Exception {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(capacity);
        List<Future<Void>> senders = new ArrayList<>();
        List<Future<Long>> receivers = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            senders.add(threads.submit((Callable<Void>) () -> {
                for (int k = 0; k < elements; k++) queue.put(k % DIFFERENT);
                return null;
            }));
            receivers.add(threads.submit(() -> {
                long sum = 0;
                for (int each; (each = queue.take()) != END; ) sum += each;
                return sum;
            }));
        }
        for (Future<Void> sender : senders) sender.get();
        for (int i = 0; i < pairs; i++) queue.put(END);
        long sum = 0;
        for (Future<Long> receiver : receivers) sum += receiver.get();
        return sum;
    }

    @Override
    public long rendezvous(int exchanges) throws Exception {
        BlockingQueue<Integer> ping = new SynchronousQueue<>();
        BlockingQueue<Integer> pong = new SynchronousQueue<>();
        Future<Void> echo = threads.submit((Callable<Void>) () -> {
            for (int i = 0; i < exchanges; i++) pong.put(ping.take());
            return null;
        });
        Future<Long> player = threads.submit(() -> {
            long back = 0;
            for (int i = 0; i < exchanges; i++) {
                ping.put(i % DIFFERENT);
                if (pong.take() >= 0) back++;
            }
            return back;
        });
        echo.get();
        return player.get();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
