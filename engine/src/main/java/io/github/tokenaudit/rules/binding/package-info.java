/** TA3xx: who gets what roles grant. */
@NullMarked
package io.github.tokenaudit.rules.binding;

import org.jspecify.annotations.NullMarked;
