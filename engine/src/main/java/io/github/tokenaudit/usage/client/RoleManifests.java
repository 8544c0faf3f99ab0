package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.source.Document;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Field;
import io.github.tokenaudit.source.Interest;
import io.github.tokenaudit.source.Limits;
import io.github.tokenaudit.source.Node;
import io.github.tokenaudit.usage.bytecode.ClassPool;
import io.github.tokenaudit.usage.client.Request.Certainty;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Roles as manifests among an operator's classes, which it hands out to what it runs. Those of {@code META-INF} are left
 * out: generators put the operator's own ones there.
 */
final class RoleManifests {

    private static final String RBAC = "rbac.authorization.k8s.io/";

    private RoleManifests() {}

    /** Notes what they grant as what the operator must hold to hand it out. */
    static void declare(ClassPool pool, Requests requests) {
        DocumentReader reader = new DocumentReader(Limits.standard(), head -> Interest.WHOLE);
        pool.resources(RoleManifests::isManifest, (name, bytes) -> {
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains(RBAC)) {
                for (Document document : reader.read(name, bytes).documents()) {
                    Node root = document.root();
                    if (root != null) {
                        declare(name, Field.root(root), requests);
                    }
                }
            }
        });
    }

    private static boolean isManifest(String name) {
        return (name.endsWith(".yaml") || name.endsWith(".yml")) && !name.contains("META-INF/");
    }

    private static void declare(String file, Field role, Requests requests) {
        boolean isRole = role.get("apiVersion").textOr("").startsWith(RBAC)
                && List.of("Role", "ClusterRole").contains(role.get("kind").textOr(""));
        if (!isRole) {
            return;
        }
        String via = role.get("kind").textOr("") + " "
                + role.get("metadata").get("name").textOr("") + " in " + file;
        for (Field rule : role.get("rules").items()) {
            for (String group : rule.get("apiGroups").texts()) {
                for (String path : rule.get("resources").texts()) {
                    Subject subject = Subject.granted(group, path);
                    rule.get("verbs")
                            .texts()
                            .forEach(verb -> requests.declare(null, verb, subject, Certainty.BY_OTHERS, via));
                }
            }
        }
    }
}
