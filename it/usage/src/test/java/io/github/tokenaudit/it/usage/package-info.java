@NullMarked
package io.github.tokenaudit.it.usage;

import org.jspecify.annotations.NullMarked;
