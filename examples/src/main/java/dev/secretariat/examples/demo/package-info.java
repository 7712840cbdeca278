/**
 * The demo: a secretary's workday, lived in several ways, told and drawn. Read {@code stories} first, whose tasks and
 * schedulers it is all about; {@code workday} reads the day, {@code paperwork} computes, {@code timeline} draws, and
 * {@code simulated} lives a day of many secretaries in virtual time.
 */
@NullMarked
package dev.secretariat.examples.demo;

import org.jspecify.annotations.NullMarked;
