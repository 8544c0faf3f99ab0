/** The door to what an operator's compiled code needs: {@link io.github.tokenaudit.usage.code.UsageAnalysis}. */
@NullMarked
package io.github.tokenaudit.usage.code;

import org.jspecify.annotations.NullMarked;
