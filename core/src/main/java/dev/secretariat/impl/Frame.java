package dev.secretariat.impl;

/** What a {@link Sequence} does with the value of the task that runs now. Pushed before it, popped after. */
sealed interface Frame permits MappedTask, FlatMappedTask, OpenResource {}
