package io.github.tokenaudit.rule;

import io.github.tokenaudit.source.Location;
import org.jspecify.annotations.Nullable;

/**
 * A step of a proof.
 *
 * @param text what is so, as a sentence
 * @param location where it is written; null for what Kubernetes itself brings
 */
public record Evidence(String text, @Nullable Location location) {}
