/** TA9xx: what is wrong with the input itself. */
@NullMarked
package io.github.tokenaudit.rules.input;

import org.jspecify.annotations.NullMarked;
