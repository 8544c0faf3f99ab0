package io.github.tokenaudit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tokenaudit.source.Document;
import io.github.tokenaudit.source.DocumentReader;
import io.github.tokenaudit.source.Interest;
import io.github.tokenaudit.source.Limits;
import io.github.tokenaudit.source.Node;
import io.github.tokenaudit.source.SourceFile;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What the reader promises of any file: an answer, the same every time, within the limits, with places in the file. */
final class ReadingPromise {

    private static final Limits LIMITS = new Limits(1 << 20, 100, 5_000);
    private static final Interest.Only SOME = new Interest.Only(Set.of("kind", "metadata", "spec.group"));

    private final Places places;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ReadingPromise(Places places) {
        this.places = places;
    }

    static void of(byte[] bytes) {
        for (String name : new String[] {"a.yaml", "a.json"}) {
            SourceFile file = read(name, bytes);
            assertThat(read(name, bytes)).isEqualTo(file);
            new ReadingPromise(new Places(name, bytes)).assertIsKept(file);
        }
    }

    private static SourceFile read(String name, byte[] bytes) {
        return new DocumentReader(LIMITS, head -> switch (head.getOrDefault("kind", "")) {
                    case "Service" -> Interest.NONE;
                    case "CustomResourceDefinition" -> SOME;
                    default -> Interest.WHOLE;
                })
                .read(name, bytes);
    }

    private void assertIsKept(SourceFile file) {
        for (Document document : file.documents()) {
            places.assertHas(document.location());
            Node root = document.root();
            if (root != null) {
                assertThat(root.size()).isLessThanOrEqualTo(LIMITS.nodes());
                assertHasPlaces(root);
            }
        }
        file.problems().forEach(problem -> {
            places.assertHas(problem.location());
            problem.related().forEach(places::assertHas);
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.remedy()).isNotBlank();
        });
        long unreadable = file.documents().stream()
                .filter(document -> document.reading() == Document.Reading.UNREADABLE)
                .count();
        assertThat(file.problems()).hasSizeGreaterThanOrEqualTo((int) unreadable);
    }

    /** Aliases let a node stand in many places; it is looked at once. */
    private void assertHasPlaces(Node node) {
        if (!seen.add(node)) {
            return;
        }
        places.assertHas(node.location());
        if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(this::assertHasPlaces);
        } else if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                assertThat(entry.key().text()).isEqualTo(key);
                assertHasPlaces(entry.key());
                assertHasPlaces(entry.value());
            });
        }
    }
}
