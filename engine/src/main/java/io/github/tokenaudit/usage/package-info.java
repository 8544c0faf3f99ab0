/**
 * What an operator needs of the Kubernetes API: permissions that its compiled code shows, each with evidence. Knows
 * nothing of manifests. The way through it has one direction: {@code bytecode} reads class files, {@code flow} follows
 * values through them, {@code client} knows what calls of Kubernetes clients mean, and {@link
 * io.github.tokenaudit.usage.code.UsageAnalysis} puts them together.
 */
@NullMarked
package io.github.tokenaudit.usage;

import org.jspecify.annotations.NullMarked;
