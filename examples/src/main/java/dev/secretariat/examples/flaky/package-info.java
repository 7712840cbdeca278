/**
 * Two bugs that show only once in a while, found by seed, replayed, shrunk and mended.
 *
 * <p>The programs have their bugs on purpose, and each has its mended twin beside it. Nothing else belongs here, and
 * nothing here is a recipe.
 */
@NullMarked
package dev.secretariat.examples.flaky;

import org.jspecify.annotations.NullMarked;
