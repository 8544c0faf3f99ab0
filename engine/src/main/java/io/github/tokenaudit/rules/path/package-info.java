/** TA4xx: where grants lead to. One finding per workload and goal, the shortest way told step by step. */
@NullMarked
package io.github.tokenaudit.rules.path;

import org.jspecify.annotations.NullMarked;
