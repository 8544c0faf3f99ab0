/**
 * What the manifests declare, as far as an audit of tokens and grants asks for it: workloads with the tokens that their
 * containers see, service accounts, roles and bindings, each with its place in the input. Knows nothing of rules.
 */
@NullMarked
package io.github.tokenaudit.cluster;

import org.jspecify.annotations.NullMarked;
