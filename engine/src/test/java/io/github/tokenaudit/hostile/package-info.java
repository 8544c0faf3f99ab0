/** What holds of every input, however hostile: shared by the ordinary tests and by fuzzing. */
@NullMarked
package io.github.tokenaudit.hostile;

import org.jspecify.annotations.NullMarked;
