package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A reference that shares its cache line with nothing else, as {@link PaddedLong} does: for one that many threads write
 * while others read its neighbours.
 *
 * @param <V> the type of what it refers to
 */
@SuppressWarnings({"UnusedVariable", "MultiVariableDeclaration"}) // the padding
final class PaddedReference<V> extends PaddedReferenceValue {
    private static final VarHandle VALUE =
            Handles.field(MethodHandles.lookup(), PaddedReferenceValue.class, "value", Object.class);

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

    /** To {@code value}; to be published with this object. */
    PaddedReference(@Nullable V value) {
        this.value = value;
    }

    /** Reads it; for the only writer. */
    @SuppressWarnings("unchecked") // only such are stored
    @Nullable
    V getPlain() {
        return (V) VALUE.get((PaddedReferenceValue) this);
    }

    /** Reads it in the total order of volatile operations. */
    @SuppressWarnings("unchecked") // only such are stored
    @Nullable
    V getVolatile() {
        return (V) VALUE.getVolatile((PaddedReferenceValue) this);
    }

    /** Writes it; for the only writer, where nobody else reads. */
    void setPlain(@Nullable V next) {
        VALUE.set((PaddedReferenceValue) this, (Object) next);
    }

    /** Replaces it if it is as expected: atomically, and in the total order of volatile operations. */
    boolean compareAndSet(@Nullable V expected, @Nullable V next) {
        return VALUE.compareAndSet((PaddedReferenceValue) this, (Object) expected, (Object) next);
    }
}
