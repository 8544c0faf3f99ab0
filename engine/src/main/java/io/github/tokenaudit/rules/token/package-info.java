/** TA1xx: where tokens are, how long they live, who reaches them. */
@NullMarked
package io.github.tokenaudit.rules.token;

import org.jspecify.annotations.NullMarked;
