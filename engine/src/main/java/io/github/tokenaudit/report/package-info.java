/**
 * What an audit found, in the forms that people and programs read. {@link io.github.tokenaudit.report.Report} is the
 * content of {@code token-audit.json}; every writer writes it, {@link io.github.tokenaudit.report.JsonReport} also reads
 * it back.
 */
@NullMarked
package io.github.tokenaudit.report;

import org.jspecify.annotations.NullMarked;
