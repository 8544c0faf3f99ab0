/**
 * Files to documents: YAML and JSON read the way Kubernetes reads them, with a place for every node. Knows nothing of
 * Kubernetes; the caller says by an {@link io.github.tokenaudit.source.Interest} which documents are worth parsing.
 */
@NullMarked
package io.github.tokenaudit.source;

import org.jspecify.annotations.NullMarked;
