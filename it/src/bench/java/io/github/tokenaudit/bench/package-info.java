/** How fast the audit reads. */
@NullMarked
package io.github.tokenaudit.bench;

import org.jspecify.annotations.NullMarked;
