/**
 * What calls of Kubernetes clients mean: the fabric8 client, the frameworks on it, and the official Java client. Their
 * jars are read wherever they tell; what they don't tell stands in tables among the resources, with sources.
 */
@NullMarked
package io.github.tokenaudit.usage.client;

import org.jspecify.annotations.NullMarked;
