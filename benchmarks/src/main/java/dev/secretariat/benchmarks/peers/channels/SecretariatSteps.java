package dev.secretariat.benchmarks.peers.channels;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.sync.Channel;
import dev.secretariat.sync.Put;
import dev.secretariat.sync.Take;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kernels as tasks in steps, on any of this project's schedulers. */
final class SecretariatSteps implements ChannelContestant {
    private final Scheduler scheduler;

    SecretariatSteps(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public long stream(int pairs, int capacity, int elements) throws InterruptedException {
        Channel<Integer> channel = Channel.bounded(capacity);
        List<TaskHandle<Void>> senders = new ArrayList<>();
        List<TaskHandle<Long>> receivers = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            senders.add(scheduler.submit(new Sender(channel, elements)));
            receivers.add(scheduler.submit(new Receiver(channel)));
        }
        for (TaskHandle<Void> sender : senders) sender.join();
        channel.close();
        long sum = 0;
        for (TaskHandle<Long> receiver : receivers) sum += receiver.join();
        return sum;
    }

    @Override
    public long rendezvous(int exchanges) throws InterruptedException {
        Channel<Integer> ping = Channel.rendezvous();
        Channel<Integer> pong = Channel.rendezvous();
        scheduler.submit(new Echo(ping, pong));
        return scheduler.submit(new Player(ping, pong, exchanges)).join();
    }

    @Override
    public void close() {
        scheduler.close();
    }

    private static final class Sender implements Task<Void> {
        private final Channel<Integer> channel;
        private final int elements;
        private int next;
        private @Nullable Put<Integer> put;

        Sender(Channel<Integer> channel, int elements) {
            this.channel = channel;
            this.elements = elements;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (put != null && !put.isAccepted()) return Step.await(put);
            put = null;
            for (; next < elements; next++) {
                if (channel.offer(next % DIFFERENT)) continue;
                put = channel.requestPut(worker, next++ % DIFFERENT);
                return Step.await(put);
            }
            return Step.done();
        }
    }

    private static final class Receiver implements Task<Long> {
        private final Channel<Integer> channel;
        private long sum;
        private @Nullable Take<Integer> take;

        Receiver(Channel<Integer> channel) {
            this.channel = channel;
        }

        @Override
        public Step<Long> step(Worker worker) {
            if (take != null) {
                if (!take.isThere()) return Step.await(take);
                Integer element = take.get();
                take = null;
                if (element == null) return Step.done(sum);
                sum += element;
            }
            for (Integer each; (each = channel.poll()) != null; ) sum += each;
            take = channel.requestTake(worker);
            return Step.await(take);
        }
    }

    /** Gives back what it takes. */
    private static final class Echo implements Task<Void> {
        private final Channel<Integer> ping;
        private final Channel<Integer> pong;
        private @Nullable Take<Integer> take;
        private @Nullable Put<Integer> put;

        Echo(Channel<Integer> ping, Channel<Integer> pong) {
            this.ping = ping;
            this.pong = pong;
        }

        @Override
        public Step<Void> step(Worker worker) {
            while (true) {
                if (put != null) {
                    if (!put.isAccepted()) return Step.await(put);
                    put = null;
                }
                if (take == null) take = ping.requestTake(worker);
                if (!take.isThere()) return Step.await(take);
                Integer element = take.get();
                take = null;
                if (element == null) return Step.done();
                if (!pong.offer(element)) put = pong.requestPut(worker, element);
            }
        }
    }

    private static final class Player implements Task<Long> {
        private final Channel<Integer> ping;
        private final Channel<Integer> pong;
        private final int exchanges;
        private long back;
        private boolean isOut;
        private @Nullable Take<Integer> take;
        private @Nullable Put<Integer> put;

        Player(Channel<Integer> ping, Channel<Integer> pong, int exchanges) {
            this.ping = ping;
            this.pong = pong;
            this.exchanges = exchanges;
        }

        @Override
        public Step<Long> step(Worker worker) {
            while (back < exchanges) {
                if (!isOut) {
                    Integer element = (int) (back % DIFFERENT);
                    if (!ping.offer(element)) put = ping.requestPut(worker, element);
                    isOut = true;
                }
                if (put != null) {
                    if (!put.isAccepted()) return Step.await(put);
                    put = null;
                }
                if (take == null) take = pong.requestTake(worker);
                if (!take.isThere()) return Step.await(take);
                if (take.get() != null) back++;
                take = null;
                isOut = false;
            }
            ping.close();
            return Step.done(back);
        }
    }
}
