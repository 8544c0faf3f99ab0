package io.github.tokenaudit;

import io.github.tokenaudit.source.Location;
import org.jspecify.annotations.Nullable;

/**
 * Something about how the input was read that a person should know, but need not mend.
 *
 * @param text a sentence
 * @param location where it shows; null for the input as a whole
 */
public record Note(String text, @Nullable Location location) {}
