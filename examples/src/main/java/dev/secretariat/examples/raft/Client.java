package dev.secretariat.examples.raft;

import dev.secretariat.Deadline;
import dev.secretariat.examples.raft.Message.Committed;
import dev.secretariat.examples.raft.Message.Propose;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.simulation.net.Endpoint;
import dev.secretariat.simulation.net.Envelope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Has one command after the other committed: it asks each replica in turn, until one answers in time. */
final class Client {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Endpoint<Message> endpoint;
    private final List<String> replicas;
    private final Monitor monitor;
    private int asked;

    Client(Endpoint<Message> endpoint, List<String> replicas, Monitor monitor) {
        this.endpoint = endpoint;
        this.replicas = replicas;
        this.monitor = monitor;
    }

    /** Has some commands committed. */
    void run(Fiber fiber, int commands) {
        for (int i = 1; i <= commands; i++) {
            String command = "command " + i;
            while (!isCommitted(fiber, command)) asked++; // no leader, or nobody hears it
            monitor.acknowledged(command);
        }
        monitor.done();
    }

    private boolean isCommitted(Fiber fiber, String command) {
        endpoint.send(replicas.get(asked % replicas.size()), new Propose(command));
        Deadline late = fiber.deadline(PATIENCE);
        Message awaited = new Committed(command);
        try {
            Envelope<Message> answer;
            while ((answer = endpoint.inbox().take(fiber, late)) != null) {
                if (answer.message().equals(awaited)) return true; // and not the answer to one before
            }
            return false;
        } catch (TimeoutException noAnswer) {
            return false;
        }
    }
}
