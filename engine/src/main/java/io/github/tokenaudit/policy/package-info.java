/** What a team says of findings: {@code token-audit.yaml}, suppressions with reason and expiry, the gate. */
@NullMarked
package io.github.tokenaudit.policy;

import org.jspecify.annotations.NullMarked;
