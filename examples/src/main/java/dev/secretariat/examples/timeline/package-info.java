/** What the stories' journals are made into: text, figures and pictures. */
@NullMarked
package dev.secretariat.examples.timeline;

import org.jspecify.annotations.NullMarked;
