package io.github.tokenaudit.access;

import static io.github.tokenaudit.access.AuthorizerWorlds.items;
import static io.github.tokenaudit.access.AuthorizerWorlds.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tokenaudit.access.AuthorizerWorlds.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * What built-in ClusterRoles allow in each version of Kubernetes, by its own code; {@code it/kubernetes} writes it.
 *
 * @param versions all that were asked, as {@code 1.34}
 */
record BuiltinAnswers(List<String> versions, List<Answer> answers) {

    /**
     * @param role whose holder asks, by a ClusterRoleBinding
     * @param allowedIn the versions that allow the request
     */
    record Answer(String role, Request request, List<String> allowedIn) {}

    static BuiltinAnswers read() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(BuiltinAnswers.class.getResourceAsStream("builtin-answers.json"))) {
            JsonNode file = new ObjectMapper().readTree(in);
            return new BuiltinAnswers(
                    texts(file.get("versions")),
                    items(file.get("answers")).map(BuiltinAnswers::answer).toList());
        }
    }

    private static Answer answer(JsonNode answer) {
        Request request = new Request(
                answer.get(1).textValue(),
                answer.get(2).textValue(),
                answer.get(3).textValue(),
                "",
                "");
        return new Answer(answer.get(0).textValue(), request, texts(answer.get(4)));
    }
}
