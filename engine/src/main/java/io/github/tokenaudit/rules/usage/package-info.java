/** Rules about what the operator's code and audit logs show of its grants: TA5xx. */
@NullMarked
package io.github.tokenaudit.rules.usage;

import org.jspecify.annotations.NullMarked;
