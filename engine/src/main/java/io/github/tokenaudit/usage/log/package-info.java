/**
 * Audit logs of Kubernetes' API server, as its log backend writes them: events of {@code audit.k8s.io/v1}, one a line,
 * also packed by gzip. They are read as a stream; what is kept of them is bounded.
 */
@NullMarked
package io.github.tokenaudit.usage.log;

import org.jspecify.annotations.NullMarked;
