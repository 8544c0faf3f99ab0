/** Tests of the whole, on real operators. */
@NullMarked
package io.github.tokenaudit.it;

import org.jspecify.annotations.NullMarked;
