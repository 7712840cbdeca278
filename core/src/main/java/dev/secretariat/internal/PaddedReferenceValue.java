package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;

/**
 * The value of a {@link PaddedReference}, between its two pads:
 *
 * <pre>
 * LeadingPad             120 bytes
 * PaddedReferenceValue   the reference
 * PaddedReference        120 bytes
 * </pre>
 *
 * <p>A class of its own for one field: the JVM lays out the fields of a superclass first, but within a class references
 * behind bytes. Declared beside the second pad, the reference would lie behind it, next to whatever follows on the heap.
 */
abstract class PaddedReferenceValue extends LeadingPad {
    @Nullable
    Object value;
}
