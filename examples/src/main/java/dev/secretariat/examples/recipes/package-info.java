/** Small programs for uses that come up again and again. */
package dev.secretariat.examples.recipes;
