/** Findings and access folded into what a person looks at: one card per operator, grades, counts. */
@NullMarked
package io.github.tokenaudit.posture;

import org.jspecify.annotations.NullMarked;
