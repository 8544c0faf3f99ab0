/**
 * TA2xx: what roles grant. Rules about dangers ask what accounts can do and extend {@link
 * io.github.tokenaudit.rules.rbac.DangerRule}.
 */
@NullMarked
package io.github.tokenaudit.rules.rbac;

import org.jspecify.annotations.NullMarked;
