package io.github.tokenaudit.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Worlds made at random, with questions that Kubernetes' own authorizer has answered; {@code it/authorizer} writes them.
 *
 * @param kubernetesVersion whose built-in roles there are, as {@code 1.34}
 */
record AuthorizerWorlds(String kubernetesVersion, List<World> worlds) {

    /** A file of worlds to read in place of the committed one. */
    static final String FILE_PROPERTY = "tokenAudit.authorizerWorlds";

    private static final List<String> COLUMNS =
            List.of("who", "verb", "apiGroup", "resource", "namespace", "name", "allowedBy");

    /**
     * @param name tells how to make it again: the seed and the number of the world
     * @param kind {@code plain}, {@code odd} or {@code builtin-names}
     * @param manifests YAML
     */
    record World(String name, String kind, String manifests, List<Query> queries) {}

    /** Whom the API server takes somebody for. */
    record Requester(String user, List<String> groups) {

        static Requester account(String namespace, String name) {
            return new Requester(
                    "system:serviceaccount:" + namespace + ":" + name,
                    List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"));
        }
    }

    /**
     * @param resource as RBAC names it ({@code pods/exec}), or a path, which starts with a slash
     * @param namespace empty for none
     * @param name empty for none
     */
    record Request(String verb, String apiGroup, String resource, String namespace, String name) {

        boolean isPath() {
            return resource.startsWith("/");
        }
    }

    /**
     * A request of somebody, and what became of it.
     *
     * @param allowedBy a binding that allows the request; null if it is denied
     */
    record Query(Requester who, Request request, @Nullable String allowedBy) {

        boolean isAllowed() {
            return allowedBy != null;
        }
    }

    /** The worlds of the file that the property names, else the committed ones. */
    static AuthorizerWorlds read() throws IOException {
        String file = System.getProperty(FILE_PROPERTY);
        try (InputStream in = file == null
                ? Objects.requireNonNull(AuthorizerWorlds.class.getResourceAsStream("authorizer-worlds.json"))
                : Files.newInputStream(Path.of(file))) {
            return of(new ObjectMapper().readTree(in));
        }
    }

    private static AuthorizerWorlds of(JsonNode file) {
        List<String> columns = texts(file.get("columns"));
        if (!columns.equals(COLUMNS)) {
            throw new IllegalArgumentException("the queries have the fields " + columns + ", not " + COLUMNS);
        }
        return new AuthorizerWorlds(
                file.get("kubernetesVersion").textValue(),
                items(file.get("worlds")).map(AuthorizerWorlds::world).toList());
    }

    private static World world(JsonNode world) {
        JsonNode users = world.get("users");
        return new World(
                world.get("world").textValue(),
                world.get("kind").textValue(),
                String.join("\n", texts(world.get("manifests"))) + "\n",
                items(world.get("queries")).map(query -> query(query, users)).toList());
    }

    private static Query query(JsonNode query, JsonNode users) {
        String who = query.get(0).textValue();
        int slash = who.indexOf('/');
        Requester requester = users.has(who)
                ? new Requester(who, texts(users.get(who)))
                : Requester.account(who.substring(0, slash), who.substring(slash + 1));
        Request request = new Request(
                query.get(1).textValue(),
                query.get(2).textValue(),
                query.get(3).textValue(),
                query.get(4).textValue(),
                query.get(5).textValue());
        return new Query(requester, request, query.get(6).textValue());
    }

    static List<String> texts(JsonNode array) {
        return items(array).map(JsonNode::textValue).toList();
    }

    static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
