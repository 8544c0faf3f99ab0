/**
 * What changed since an earlier report: a baseline that the team keeps, another version of the operator, the build before.
 * Knows reports only, so that every front end compares alike.
 */
@NullMarked
package io.github.tokenaudit.report.baseline;

import org.jspecify.annotations.NullMarked;
