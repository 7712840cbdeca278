package dev.secretariat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * How a task is submitted: what reports call it, and what a scheduler may know of it besides.
 *
 * <pre>{@code
 * static final Submission.Attribute<Instant> DUE = Submission.Attribute.inherited("due");
 *
 * scheduler.submit(Submission.named("invoice 17").with(DUE, tonight), writeInvoice);
 * }</pre>
 *
 * <p>It belongs to the submission, not to the task object, so a task may be wrapped in whatever way: {@link
 * Task#map} and the like keep what {@link Task#with} has given. The task reads it by {@link TaskHandle#attribute}, a scheduler of one's own in {@code ready()} and
 * {@code admit()}; those of this library only take the name. Immutable and thread-safe.
 */
public final class Submission {
    private static final Submission PLAIN = new Submission(null, Map.of());

    private final @Nullable String name;
    private final Map<Attribute<?>, Object> attributes;

    private Submission(@Nullable String name, Map<Attribute<?>, Object> attributes) {
        this.name = name;
        this.attributes = attributes;
    }

    /** Returns the submission of a task about which nothing is said. */
    public static Submission plain() {
        return PLAIN;
    }

    /**
     * Returns a submission with a name.
     *
     * @param name what reports call the task
     */
    public static Submission named(String name) {
        return PLAIN.withName(name);
    }

    /**
     * Returns this submission with another name.
     *
     * @param newName what reports call the task
     */
    public Submission withName(String newName) {
        return new Submission(Objects.requireNonNull(newName, "name"), attributes);
    }

    /**
     * Returns this submission with a value for an attribute, in place of the one that it may have.
     *
     * @param attribute the attribute
     * @param value its value
     */
    public <V> Submission with(Attribute<V> attribute, V value) {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(value, "value");
        Map<Attribute<?>, Object> changed = new LinkedHashMap<>(attributes);
        changed.put(attribute, value);
        return new Submission(name, changed);
    }

    /**
     * Returns this submission, and for what it leaves open, what another says.
     *
     * @param other what holds where this says nothing
     */
    public Submission orElse(Submission other) {
        Objects.requireNonNull(other, "other");
        if (other == PLAIN) return this;
        if (this == PLAIN) return other;
        Map<Attribute<?>, Object> all = new LinkedHashMap<>(other.attributes);
        all.putAll(attributes);
        return new Submission(name == null ? other.name : name, all);
    }

    /** Returns what the children of a task take over that was submitted like this: its inherited attributes. */
    public Submission forChildren() {
        if (attributes.isEmpty()) return PLAIN;
        Map<Attribute<?>, Object> inherited = new LinkedHashMap<>(attributes);
        inherited.keySet().removeIf(attribute -> !attribute.isInherited());
        return inherited.isEmpty() ? PLAIN : new Submission(null, inherited);
    }

    /** Returns the name, or null if none was given: reports then take that of the task's class. */
    public @Nullable String name() {
        return name;
    }

    /**
     * Returns the value of an attribute, or null if it has none.
     *
     * @param attribute the attribute
     */
    @SuppressWarnings("unchecked") // with() has put in a V
    public <V> @Nullable V get(Attribute<V> attribute) {
        return (V) attributes.get(Objects.requireNonNull(attribute, "attribute"));
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "submission(", ")");
        if (name != null) text.add("'" + name + "'");
        for (Attribute<?> attribute : attributes.keySet()) text.add(attribute.toString()); // values may be secrets
        return text.toString();
    }

    /**
     * Something that a scheduler may know of a task: a key by identity, kept in a constant.
     *
     * @param <V> the type of its values
     */
    @SuppressWarnings("UnusedTypeParameter") // it is what get() returns
    public static final class Attribute<V> {
        private final String name;
        private final boolean inherited;

        private Attribute(String name, boolean inherited) {
            this.name = Objects.requireNonNull(name, "name");
            this.inherited = inherited;
        }

        /**
         * Makes an attribute of one submission alone: the tasks that it submits do not have it, nor do the parts of a
         * composition ({@link Tasks#both} and the like), which are submissions of their own. Tasks that follow one another in
         * one submission ({@link Task#flatMap}, {@link Tasks#using}, {@link Script}) share it, and what {@link Task#with} has
         * given to a later one of them has no effect. For what is to hold for the whole of a piece of work, such as a date or a
         * priority, see {@link #inherited}.
         *
         * @param name what reports call it
         */
        public static <V> Attribute<V> of(String name) {
            return new Attribute<>(name, false);
        }

        /**
         * Makes an attribute that children take over: the tasks that are submitted with {@link Worker#submit} in a step of a
         * task which has it, parts of compositions among them, unless they have a value of their own.
         *
         * @param name what reports call it
         */
        public static <V> Attribute<V> inherited(String name) {
            return new Attribute<>(name, true);
        }

        /** Returns whether children take it over. */
        public boolean isInherited() {
            return inherited;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
