/** Two bugs that show themselves once in a while, found by seed, replayed, shrunk and mended. */
@NullMarked
package dev.secretariat.examples.flaky;

import org.jspecify.annotations.NullMarked;
