/**
 * A pipeline with back-pressure: one task reads a text, several count its words, and what they have counted is added up.
 *
 * <p>Its stages know each other by a {@link dev.secretariat.sync.Channel} alone: how far they may be apart, that there is no more to come, and that
 * somebody has failed.
 */
@NullMarked
package dev.secretariat.examples.pipeline;

import org.jspecify.annotations.NullMarked;
