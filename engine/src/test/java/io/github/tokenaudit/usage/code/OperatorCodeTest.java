package io.github.tokenaudit.usage.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorCodeTest {

    @TempDir
    private Path target;

    private Path file(String name) throws IOException {
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    @Test
    void takesTheJarsInFoldersBesideTheClassesForTheirLibraries() throws IOException {
        Path classes = Files.createDirectory(target.resolve("classes"));
        Path copied = file("dependency/b.jar");
        Path first = file("lib/c.jar");
        Path second = file("lib/d.jar");
        Path ofQuarkus = file("quarkus-app/lib/main/a.jar");
        file("lib/readme.txt");
        file("elsewhere/e.jar");

        OperatorCode code = OperatorCode.withLibrariesBeside(List.of(classes));

        assertThat(code.classes()).containsExactly(classes);
        assertThat(code.libraries()).containsExactly(first, second, copied, ofQuarkus);
    }

    @Test
    void takesNoJarBothForTheOperatorsOwnAndForALibrary() throws IOException {
        Path own = file("lib/operator.jar");
        Path inner = file("lib/lib/client.jar");
        Path classes = Files.createDirectory(target.resolve("classes"));

        OperatorCode code = OperatorCode.withLibrariesBeside(List.of(classes, own));

        assertThat(code.classes()).containsExactly(classes, own);
        assertThat(code.libraries()).containsExactly(inner);
    }

    @Test
    void hasClassesWhereAJarOrAClassIs() throws IOException {
        file("resources/META-INF/op.properties");
        Path resources = target.resolve("resources");
        file("classes/shop/Op.class");
        Path classes = target.resolve("classes");
        Path jar = file("op.jar");

        assertThat(new OperatorCode(List.of(), List.of(jar)).hasClasses()).isFalse();
        assertThat(new OperatorCode(List.of(resources), List.of(jar)).hasClasses())
                .isFalse();
        assertThat(new OperatorCode(List.of(resources, classes), List.of()).hasClasses())
                .isTrue();
        assertThat(new OperatorCode(List.of(jar), List.of()).hasClasses()).isTrue();
    }

    @Test
    void findsNoLibrariesWhereThereAreNone() throws IOException {
        assertThat(OperatorCode.withLibrariesBeside(List.of(target.resolve("classes")))
                        .libraries())
                .isEmpty();
    }
}
