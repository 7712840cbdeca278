package dev.secretariat.benchmarks.peers.channels;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.sync.Channel;
import dev.secretariat.sync.Latch;
import java.util.ArrayList;
import java.util.List;

/** The kernels as fibers, on any of this project's schedulers. */
final class SecretariatFibers implements ChannelContestant {
    private final Scheduler scheduler;

    SecretariatFibers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public long stream(int pairs, int capacity, int elements) throws InterruptedException {
        Channel<Integer> channel = Channel.bounded(capacity);
        Latch sent = new Latch(pairs);
        return scheduler
                .submit(Fibers.task(fiber -> {
                    List<TaskHandle<Long>> receivers = new ArrayList<>();
                    for (int i = 0; i < pairs; i++) {
                        fiber.submit(Fibers.run(sender -> {
                            for (int k = 0; k < elements; k++) channel.put(sender, k % DIFFERENT);
                            sent.countDown();
                        }));
                        receivers.add(fiber.submit(Fibers.task(receiver -> {
                            long sum = 0;
                            for (Integer each; (each = channel.take(receiver)) != null; ) sum += each;
                            return sum;
                        })));
                    }
                    sent.await(fiber);
                    channel.close();
                    long sum = 0;
                    for (TaskHandle<Long> receiver : receivers) sum += fiber.await(receiver);
                    return sum;
                }))
                .join();
    }

    @Override
    public long rendezvous(int exchanges) throws InterruptedException {
        Channel<Integer> ping = Channel.rendezvous();
        Channel<Integer> pong = Channel.rendezvous();
        scheduler.submit(Fibers.run(fiber -> {
            for (Integer each; (each = ping.take(fiber)) != null; ) pong.put(fiber, each);
        }));
        return scheduler
                .submit(Fibers.task(fiber -> {
                    long back = 0;
                    for (int i = 0; i < exchanges; i++) {
                        ping.put(fiber, i % DIFFERENT);
                        if (pong.take(fiber) != null) back++;
                    }
                    ping.close();
                    return back;
                }))
                .join();
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
