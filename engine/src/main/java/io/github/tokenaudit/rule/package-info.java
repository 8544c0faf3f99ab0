/** What a rule is: its metadata, what it sees, what it finds. The rules themselves stand in {@code rules.<group>}. */
@NullMarked
package io.github.tokenaudit.rule;

import org.jspecify.annotations.NullMarked;
