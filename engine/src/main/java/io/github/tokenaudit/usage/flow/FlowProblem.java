package io.github.tokenaudit.usage.flow;

import io.github.tokenaudit.usage.bytecode.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Code that could not be followed, or not exactly.
 *
 * @param method where; null when it concerns the whole
 * @param message what is wrong, as a sentence without its place
 */
public record FlowProblem(@Nullable MethodInfo method, String message) {}
