/** Writers of reports, and what they share. They ask rules for their metadata only. */
@NullMarked
package io.github.tokenaudit.report;

import org.jspecify.annotations.NullMarked;
