/** Writers of reports. They know what rules say of themselves, not how they work. */
@NullMarked
package io.github.tokenaudit.report;

import org.jspecify.annotations.NullMarked;
