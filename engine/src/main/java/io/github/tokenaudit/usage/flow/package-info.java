/**
 * Follows values through bytecode: an abstract interpretation over generic types, from method to method. What the calls
 * of libraries mean, a {@link io.github.tokenaudit.usage.flow.CallModel} says; nothing here knows Kubernetes.
 *
 * <p>The analysis does not look at conditions: what it finds reachable may be reached, and need not be.
 */
@NullMarked
package io.github.tokenaudit.usage.flow;

import org.jspecify.annotations.NullMarked;
