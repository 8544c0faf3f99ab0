/** The way in: {@link io.github.tokenaudit.TokenAudit}. */
@NullMarked
package io.github.tokenaudit;

import org.jspecify.annotations.NullMarked;
