package dev.secretariat.simulation;

import dev.secretariat.spi.TaskCell;
import dev.secretariat.sync.Shared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What the running step of a simulation touches, by labels, and in words if it is asked to. Used by whoever runs the step.
 *
 * <p>An object's label is made of the step that has made it, or the part of the program between two drives, and of how many that had made before. A step is known by its
 * task's label and its number among the task's steps. So equal objects have equal labels in all orders of the steps, as far as those steps do the same.
 */
final class Touches {
    /** Of what was made where nobody watched: all of it is taken for one. */
    private static final long UNKNOWN = 1;

    /** Of what has no object of its own. */
    private static final long RANDOM_NUMBERS = 2;

    /** The bit that tells the labels of what is done to tasks from those of objects. Twice a label has to be a long, so the highest bit will not do. */
    private static final long CONTROL = 1L << 61;

    private final Owner owner;
    private final boolean inWords;
    private final Circumstances circumstances;

    private final IdentityHashMap<Object, Long> labels = new IdentityHashMap<>();

    /** Whether it has watched from the beginning; otherwise objects are told apart, but have no lasting labels. */
    private boolean isWhole;

    /** How often the program has gone on. */
    private int parts;

    // Of the step that runs, or the part of the program.
    private long here;
    private int made;
    private boolean isInStep;
    private long drawnBefore;
    private long[] touched = new long[16];
    private int size;
    private final List<String> words = new ArrayList<>();
    private final List<Access> accesses = new ArrayList<>();

    /**
     * Nothing yet.
     *
     * @param inWords whether to keep the values of shared variables, and notes
     */
    Touches(Owner owner, boolean inWords, Circumstances circumstances) {
        this.owner = owner;
        this.inWords = inWords;
        this.circumstances = circumstances;
    }

    /** Returns whether a label is not that of an object, but of what is done to a task. */
    static boolean isControl(long label) {
        return (label & CONTROL) != 0;
    }

    /** Returns whether the calling thread runs this simulation now. */
    boolean isOfCaller() {
        return owner.isCaller();
    }

    /** Begins with the program, before it has made anything. */
    void beginWhole() {
        isWhole = true;
        programGoesOn();
    }

    /** Takes in that the program goes on, after it has let tasks run. */
    void programGoesOn() {
        here = SplitMix.hash(parts++);
        made = 0;
    }

    /**
     * Begins a step.
     *
     * @param number how many steps of the task this is the last of
     */
    void begin(TaskCell<?> task, int number) {
        size = 0;
        words.clear();
        accesses.clear();
        isInStep = true;
        here = SplitMix.hash(label(task), number);
        made = 0;
        drawnBefore = circumstances.drawn();
        add(control(task), 0); // it looks whether something has been done to its task
    }

    /** Ends it; says what it has touched. */
    Footprint end() {
        if (circumstances.drawn() > drawnBefore) add(RANDOM_NUMBERS, 1);
        isInStep = false;
        return Footprint.of(touched, size);
    }

    /** Returns what the last step has read, written and noted, in words, in this order. */
    List<String> words() {
        return words.isEmpty() ? List.of() : List.copyOf(words);
    }

    /** Returns what the last step has done to shared variables; nothing where nothing is kept in words. */
    List<Access> accesses() {
        return accesses;
    }

    // ---- What happens ----

    void creates(Object what) {
        labels.put(what, SplitMix.hash(here, made++) & ~CONTROL);
    }

    void reads(Object what) {
        touch(what, 0, Access.Kind.READS);
    }

    void writes(Object what) {
        touch(what, 1, Access.Kind.WRITES);
    }

    void updates(Object what) {
        touch(what, 1, Access.Kind.CHANGES);
    }

    void controls(TaskCell<?> task) {
        if (isInStep) add(control(task), 1);
    }

    /** Adds what somebody has to say. */
    void note(String text) {
        if (isInStep && inWords) words.add(text);
    }

    private void touch(Object what, int write, Access.Kind kind) {
        if (!isInStep) return;
        add(label(what), write);
        if (inWords && what instanceof Shared<?> shared) tell(kind, shared);
    }

    private void add(long label, int write) {
        if (size == touched.length) touched = Arrays.copyOf(touched, 2 * size);
        touched[size++] = (label << 1) + write;
    }

    private long label(Object what) {
        Long known = labels.get(what);
        if (known != null) return known;
        long label = isWhole ? UNKNOWN : SplitMix.hash(labels.size());
        if (!isWhole) labels.put(what, label);
        return label;
    }

    /** Returns the label of what is done to a task before its next step, which is a thing apart: whoever waits for its end does not touch that. */
    private long control(TaskCell<?> task) {
        return SplitMix.hash(label(task), 0, 0) | CONTROL;
    }

    private void tell(Access.Kind kind, Shared<?> shared) {
        isInStep = false; // what the value's toString() touches, the step has not
        words.add(kind.verb() + " " + Words.of(shared));
        isInStep = true;
        String name = shared.name();
        accesses.add(new Access(label(shared) << 1 >> 1, name == null ? "a shared variable" : name, kind));
    }
}
