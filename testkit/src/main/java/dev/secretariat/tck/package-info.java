/** The conformance kit: tests that show whether a scheduler keeps to the rules of SPEC.md. */
@NullMarked
package dev.secretariat.tck;

import org.jspecify.annotations.NullMarked;
