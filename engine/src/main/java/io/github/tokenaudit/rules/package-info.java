/** The catalogue: one class per rule, in a package per group, each with a folder of examples in the resources. */
@NullMarked
package io.github.tokenaudit.rules;

import org.jspecify.annotations.NullMarked;
