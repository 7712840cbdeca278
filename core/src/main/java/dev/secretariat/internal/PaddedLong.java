package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A long that shares its cache line, and the line that a processor fetches with it, with nothing else:
 * 120 bytes of padding on each side. For words that one thread writes while others read their neighbours.
 *
 * <p>Bytes, because the JVM moves wider fields together; a superclass, because it lays out a class's own
 * fields behind those of its superclass. A test asserts the distances.
 */
@SuppressWarnings({"UnusedVariable", "MultiVariableDeclaration"}) // the padding
public final class PaddedLong extends LeadingPad {
    private static final VarHandle VALUE = Handles.field(MethodHandles.lookup(), "value", long.class);

    private long value;

    private byte p000, p001, p002, p003, p004, p005, p006, p007, p008, p009, p010, p011;
    private byte p012, p013, p014, p015, p016, p017, p018, p019, p020, p021, p022, p023;
    private byte p024, p025, p026, p027, p028, p029, p030, p031, p032, p033, p034, p035;
    private byte p036, p037, p038, p039, p040, p041, p042, p043, p044, p045, p046, p047;
    private byte p048, p049, p050, p051, p052, p053, p054, p055, p056, p057, p058, p059;
    private byte p060, p061, p062, p063, p064, p065, p066, p067, p068, p069, p070, p071;
    private byte p072, p073, p074, p075, p076, p077, p078, p079, p080, p081, p082, p083;
    private byte p084, p085, p086, p087, p088, p089, p090, p091, p092, p093, p094, p095;
    private byte p096, p097, p098, p099, p100, p101, p102, p103, p104, p105, p106, p107;
    private byte p108, p109, p110, p111, p112, p113, p114, p115, p116, p117, p118, p119;

    /** Zero. */
    public PaddedLong() {}

    /** For tests that begin near a wrap-around. */
    public PaddedLong(long value) {
        setPlain(value);
    }

    /** Reads it; for the only writer, or where a stale value does no harm. */
    public long getPlain() {
        return (long) VALUE.get(this);
    }

    /** Reads it without order, but never torn, and in the end current. */
    public long getOpaque() {
        return (long) VALUE.getOpaque(this);
    }

    /** Sees what was written before the {@link #setRelease} that it reads. */
    public long getAcquire() {
        return (long) VALUE.getAcquire(this);
    }

    /** Reads it in the total order of volatile operations. */
    public long getVolatile() {
        return (long) VALUE.getVolatile(this);
    }

    /** Sets it without order; before publication only. */
    public void setPlain(long next) {
        VALUE.set(this, next);
    }

    /** Publishes what was written before. */
    public void setRelease(long next) {
        VALUE.setRelease(this, next);
    }

    /** Sets it, in the total order of volatile operations. */
    public void setVolatile(long next) {
        VALUE.setVolatile(this, next);
    }

    /** Replaces it if it is as expected: atomically, and in the total order of volatile operations. */
    public boolean compareAndSet(long expected, long next) {
        return VALUE.compareAndSet(this, expected, next);
    }

    /** Adds to it and returns what it was: atomically, and in the total order of volatile operations. */
    public long getAndAdd(long delta) {
        return (long) VALUE.getAndAdd(this, delta);
    }

    @Override
    public String toString() {
        return Long.toString(getVolatile());
    }
}
