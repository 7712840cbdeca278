package dev.secretariat.examples.raft;

import dev.secretariat.Deadline;
import dev.secretariat.examples.raft.Message.Append;
import dev.secretariat.examples.raft.Message.Appended;
import dev.secretariat.examples.raft.Message.Committed;
import dev.secretariat.examples.raft.Message.OfReplica;
import dev.secretariat.examples.raft.Message.Propose;
import dev.secretariat.examples.raft.Message.RequestVote;
import dev.secretariat.examples.raft.Message.Vote;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.simulation.net.Endpoint;
import dev.secretariat.simulation.net.Envelope;
import dev.secretariat.simulation.net.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * One replica, from a start to the next crash. Entries are counted from 1.
 *
 * <p>What it answers must hold after a crash, too: so it saves before it sends.
 */
class Replica {
    private static final Duration HEARTBEAT = Duration.ofMillis(40);

    /** The least that a follower waits for its leader; at most, it waits twice as long. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    private static final String NOBODY = "";

    private enum Role {
        FOLLOWER,
        CANDIDATE,
        LEADER
    }

    private final Endpoint<Message> endpoint;
    private final List<String> others;
    private final Monitor monitor;

    // On the disk.
    private final Stored<Integer> term;
    private final Stored<String> vote;
    private final Stored<List<Entry>> log;

    // In memory.
    private Role role = Role.FOLLOWER;
    private int commit;
    private final Set<String> votes = new HashSet<>();

    // Of a leader: by the other's name, the next entry to send, and up to which one its log is known to be the same.
    private final Map<String, Integer> next = new HashMap<>();
    private final Map<String, Integer> match = new HashMap<>();

    /** Of a leader: by the index of a command, the client that waits for it. */
    private final Map<Integer, String> clients = new HashMap<>();

    Replica(Endpoint<Message> endpoint, List<String> all, Monitor monitor) {
        this.endpoint = endpoint;
        this.others = all.stream().filter(name -> !name.equals(endpoint.name())).toList();
        this.monitor = monitor;
        this.term = endpoint.stored("term", 0);
        this.vote = endpoint.stored("vote", NOBODY);
        this.log = endpoint.stored("log", List.of());
    }

    /** Serves for ever. */
    void run(Fiber fiber) {
        Deadline due = patience(fiber);
        while (true) {
            try {
                Envelope<Message> envelope = endpoint.inbox().take(fiber, due);
                if (envelope == null) return; // somebody has closed it
                if (receive(envelope.from(), envelope.message())) due = patience(fiber);
            } catch (TimeoutException late) {
                if (role == Role.LEADER) appendAll();
                else stand();
                due = role == Role.LEADER ? endpoint.deadline(HEARTBEAT) : patience(fiber);
            }
            if (role == Role.LEADER && due.remaining().compareTo(HEARTBEAT) > 0) due = endpoint.deadline(HEARTBEAT);
        }
    }

    private Deadline patience(Fiber fiber) {
        long millis = PATIENCE.toMillis();
        return endpoint.deadline(
                Duration.ofMillis(millis + fiber.worker().random().nextLong(millis)));
    }

    /** Takes in a message; says whether there is a leader, or a candidate for whom it votes, so that it need not stand itself. */
    private boolean receive(String from, Message message) {
        if (message instanceof OfReplica sent && sent.term() > term.get()) follow(sent.term());
        if (message instanceof RequestVote request) return answer(from, request);
        if (message instanceof Vote answer) count(from, answer);
        if (message instanceof Append append) return take(from, append);
        if (message instanceof Appended answer) takeIn(from, answer);
        if (message instanceof Propose proposal) propose(from, proposal.command());
        return false;
    }

    private void follow(int newTerm) {
        role = Role.FOLLOWER;
        term.set(newTerm);
        vote.set(NOBODY);
        save();
    }

    /** Brings to the disk what was stored. */
    void save() {
        endpoint.sync();
    }

    // ---- Elections ----

    private void stand() {
        role = Role.CANDIDATE;
        term.set(term.get() + 1);
        vote.set(endpoint.name());
        save();
        votes.clear();
        votes.add(endpoint.name());
        for (String other : others) {
            endpoint.send(other, new RequestVote(term.get(), lastIndex(), termOf(lastIndex())));
        }
    }

    private boolean answer(String from, RequestVote request) {
        boolean isFree = vote.get().equals(NOBODY) || vote.get().equals(from);
        boolean grants = request.term() == term.get() && isFree && isUpToDate(request);
        if (grants) {
            vote.set(from);
            save();
        }
        endpoint.send(from, new Vote(term.get(), grants));
        return grants;
    }

    /** Returns whether a candidate has all that may have been committed. */
    boolean isUpToDate(RequestVote candidate) {
        int lastTerm = termOf(lastIndex());
        return candidate.lastTerm() > lastTerm
                || (candidate.lastTerm() == lastTerm && candidate.lastIndex() >= lastIndex());
    }

    private void count(String from, Vote answer) {
        if (role != Role.CANDIDATE || answer.term() != term.get() || !answer.isGranted()) return;
        votes.add(from);
        if (!isMajority(votes.size())) return;
        role = Role.LEADER;
        clients.clear();
        for (String other : others) {
            next.put(other, lastIndex() + 1);
            match.put(other, 0);
        }
        monitor.elected(endpoint.name(), term.get());
        appendAll();
    }

    private boolean isMajority(int count) {
        return 2 * count > others.size() + 1;
    }

    // ---- The log ----

    private void propose(String client, String command) {
        if (role != Role.LEADER) return; // the client asks somebody else, in time
        List<Entry> longer = new ArrayList<>(log.get());
        longer.add(new Entry(term.get(), command));
        log.set(List.copyOf(longer));
        save();
        clients.put(lastIndex(), client);
        appendAll();
    }

    private void appendAll() {
        for (String other : others) append(other);
    }

    private void append(String other) {
        int previous = known(next, other) - 1;
        List<Entry> entries = log.get().subList(previous, lastIndex());
        endpoint.send(other, new Append(term.get(), previous, termOf(previous), List.copyOf(entries), commit));
    }

    private boolean take(String from, Append append) {
        if (append.term() < term.get()) {
            endpoint.send(from, new Appended(term.get(), false, 0));
            return false;
        }
        role = Role.FOLLOWER;
        if (!hasPrevious(append)) {
            endpoint.send(from, new Appended(term.get(), false, Math.min(append.previousIndex(), lastIndex() + 1)));
            return true;
        }
        store(append.previousIndex(), append.entries());
        int same = append.previousIndex() + append.entries().size();
        commit(Math.min(append.commit(), same));
        endpoint.send(from, new Appended(term.get(), true, same));
        return true;
    }

    /** Returns whether the log is the leader's up to where the new entries begin. */
    boolean hasPrevious(Append append) {
        return append.previousIndex() <= lastIndex() && termOf(append.previousIndex()) == append.previousTerm();
    }

    /** Adds what is missing; from the first entry on that is another one, all goes. */
    private void store(int previous, List<Entry> entries) {
        List<Entry> changed = new ArrayList<>(log.get());
        for (int i = 0; i < entries.size(); i++) {
            int at = previous + i;
            if (at < changed.size() && changed.get(at).equals(entries.get(i))) continue;
            if (at < changed.size()) changed.subList(at, changed.size()).clear();
            changed.add(entries.get(i));
        }
        if (changed.equals(log.get())) return;
        log.set(List.copyOf(changed));
        save();
    }

    private void takeIn(String from, Appended answer) {
        if (role != Role.LEADER || answer.term() != term.get()) return;
        if (!answer.isDone()) {
            next.put(from, Math.max(1, Math.min(known(next, from) - 1, answer.index())));
            append(from);
            return;
        }
        match.merge(from, answer.index(), Math::max);
        next.put(from, known(match, from) + 1);
        for (int index = lastIndex(); index > commit && isOfThisTerm(index); index--) {
            int candidate = index;
            long count =
                    match.values().stream().filter(known -> known >= candidate).count();
            if (isMajority(1 + (int) count)) commit(index);
        }
    }

    /** Returns whether an entry may be committed by counting: one of an earlier term may be overwritten still. */
    boolean isOfThisTerm(int index) {
        return termOf(index) == term.get();
    }

    private void commit(int index) {
        while (commit < Math.min(index, lastIndex())) {
            commit++;
            Entry entry = log.get().get(commit - 1);
            monitor.committed(endpoint.name(), commit, entry);
            String client = role == Role.LEADER ? clients.remove(commit) : null;
            if (client != null) endpoint.send(client, new Committed(entry.command()));
        }
    }

    private static int known(Map<String, Integer> indices, String other) {
        return Objects.requireNonNull(indices.get(other), other);
    }

    private int lastIndex() {
        return log.get().size();
    }

    private int termOf(int index) {
        return index == 0 ? 0 : log.get().get(index - 1).term();
    }
}
