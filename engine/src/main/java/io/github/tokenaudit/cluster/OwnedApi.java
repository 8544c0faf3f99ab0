package io.github.tokenaudit.cluster;

/**
 * A resource that a CustomResourceDefinition of the input defines.
 *
 * @param group its API group
 * @param plural its name in RBAC rules
 * @param namespaced whether its objects live in namespaces
 * @param object the definition
 */
public record OwnedApi(String group, String plural, boolean namespaced, KubeObject object) {}
