/** How fast the audit reads, and how its time grows with the input. */
@NullMarked
package io.github.tokenaudit.bench;

import org.jspecify.annotations.NullMarked;
