/** Remedies as manifests: what a person may apply in place of what was found. */
@NullMarked
package io.github.tokenaudit.fix;

import org.jspecify.annotations.NullMarked;
