package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;

/**
 * The value of a {@link PaddedReference}, behind its padding. In a class of its own, because the JVM lays out references
 * behind the other fields of a class, and the padding that follows must come after it.
 */
abstract class PadBeforeReference extends PadBefore {
    @Nullable
    Object value;
}
