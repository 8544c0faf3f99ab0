/** Rules about what an audit log shows of the operator's tokens: TA6xx. */
@NullMarked
package io.github.tokenaudit.rules.activity;

import org.jspecify.annotations.NullMarked;
