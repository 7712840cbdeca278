package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

class PaddedLongTest {
    private static final int LEAST = 120;

    @ParameterizedTest
    @ValueSource(classes = {PaddedLong.class, PaddedReference.class})
    void nothingButPaddingIsWithin120BytesOfTheValue(Class<?> padded) {
        ClassLayout layout = ClassLayout.parseClass(padded);
        long offset = -1;
        for (FieldLayout field : layout.fields()) {
            if (field.name().equals("value")) offset = field.offset();
            else assertTrue(field.name().matches("[pq]\\d{3}"), field.name());
        }
        assertTrue(offset >= layout.headerSize() + LEAST, layout.toPrintable());
        assertTrue(layout.instanceSize() >= offset + Integer.BYTES + LEAST, layout.toPrintable());
    }

    @Test
    void everyModeReadsWhatEveryModeWrote() {
        PaddedLong padded = new PaddedLong(-5);
        assertEquals(-5, padded.getPlain());
        padded.setPlain(1);
        assertEquals(1, padded.getOpaque());
        padded.setRelease(2);
        assertEquals(2, padded.getAcquire());
        padded.setVolatile(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, padded.getVolatile());
        assertEquals(Long.MAX_VALUE, padded.getAndAdd(1));
        assertFalse(padded.compareAndSet(Long.MAX_VALUE, 0));
        assertTrue(padded.compareAndSet(Long.MIN_VALUE, 7));
        assertEquals("7", padded.toString());
        assertEquals(0, new PaddedLong().getVolatile());
    }
}
