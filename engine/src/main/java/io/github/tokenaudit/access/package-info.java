/**
 * What each identity may do: subject, bindings, roles, permissions, as Kubernetes' RBAC authorizer decides, each with
 * its chain of provenance. Knows nothing of severities.
 */
@NullMarked
package io.github.tokenaudit.access;

import org.jspecify.annotations.NullMarked;
