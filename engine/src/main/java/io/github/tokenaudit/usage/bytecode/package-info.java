/**
 * Class files to classes: what an operator's compiled code and its libraries declare, with generic types as their
 * signatures tell them. Class files are read, never loaded. Knows nothing of Kubernetes.
 */
@NullMarked
package io.github.tokenaudit.usage.bytecode;

import org.jspecify.annotations.NullMarked;
