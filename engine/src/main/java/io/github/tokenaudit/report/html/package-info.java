/**
 * The report for people: one HTML file that needs nothing else, no script and no styles either. The templates are in
 * {@code src/main/jte}; the build makes classes of this package of them.
 */
@NullMarked
package io.github.tokenaudit.report.html;

import org.jspecify.annotations.NullMarked;
