/** The Maven plugin: finds manifests, asks the engine, writes reports, stops the build. */
@NullMarked
package io.github.tokenaudit.maven;

import org.jspecify.annotations.NullMarked;
