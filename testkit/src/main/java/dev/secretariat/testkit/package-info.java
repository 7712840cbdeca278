/** Simulations as tests of JUnit 5. */
@NullMarked
package dev.secretariat.testkit;

import org.jspecify.annotations.NullMarked;
