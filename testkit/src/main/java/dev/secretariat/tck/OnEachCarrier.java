package dev.secretariat.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A test of fibers, whose tag lets a build run it again on each carrier that its JDK has. It is skipped where the system property
 * {@code dev.secretariat.fiber.carrier} asks for one that there is not.
 */
@Test
@Tag("fibers")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface OnEachCarrier {}
