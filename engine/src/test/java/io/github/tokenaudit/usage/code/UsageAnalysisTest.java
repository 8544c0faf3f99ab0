package io.github.tokenaudit.usage.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.bytecode.ReadLimits;
import io.github.tokenaudit.usage.flow.FlowLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files of any kind are read, and what can't be is told. What is found in them, {@code it/usage} tests. */
class UsageAnalysisTest {

    @TempDir
    private Path folder;

    private Usage usage() {
        return UsageAnalysis.of(List.of(folder), List.of(), ProjectProperties.none());
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(
                Files.createDirectories(folder.resolve(name).getParent())
                        .resolve(folder.resolve(name).getFileName()),
                bytes);
    }

    private static byte[] ownClassFile() throws IOException {
        try (InputStream in = UsageAnalysisTest.class.getResourceAsStream("UsageAnalysisTest.class")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    @Test
    void findsNothingWhereNothingIs() {
        Usage usage = usage();
        assertThat(usage.uses()).isEmpty();
        assertThat(usage.coverage().calls()).isZero();
        assertThat(usage.problems()).isEmpty();
    }

    @Test
    void tellsWhatIsNoClassFile() throws IOException {
        write("a/Broken.class", "not a class".getBytes(StandardCharsets.UTF_8));
        assertThat(usage().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.place()).endsWith("a/Broken.class");
            assertThat(problem.message()).startsWith("this is no class file that can be read");
        });
    }

    @Test
    void tellsWhatIsNeitherAFolderNorAJar() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        Usage usage = UsageAnalysis.of(List.of(text), List.of(folder.resolve("missing.jar")), ProjectProperties.none());
        assertThat(usage.problems())
                .extracting(Usage.Problem::message)
                .allMatch(message -> message.startsWith("this is neither a folder nor a jar"))
                .hasSize(2);
    }

    @Test
    void tellsClassFilesThatAreTooLarge() throws IOException {
        write("a/Large.class", ownClassFile());
        Usage usage = UsageAnalysis.of(
                List.of(folder), List.of(), ProjectProperties.none(), new ReadLimits(100, 10), FlowLimits.standard());
        assertThat(usage.problems())
                .extracting(Usage.Problem::message)
                .containsExactly("it has more than 100 bytes and was not read");
    }

    @Test
    void tellsWhenThereAreTooManyClassFiles() throws IOException {
        for (int i = 0; i < 5; i++) {
            write("a/C" + i + ".class", ownClassFile());
        }
        Usage usage = UsageAnalysis.of(
                List.of(folder),
                List.of(),
                ProjectProperties.none(),
                new ReadLimits(1 << 20, 3),
                FlowLimits.standard());
        assertThat(usage.problems())
                .extracting(Usage.Problem::message)
                .contains("there are more than 3 files; the rest was not read");
    }

    @Test
    void survivesClassesThatExtendEachOther() throws IOException {
        write("A.class", withMain("A", "B"));
        write("B.class", withMain("B", "A"));
        assertThatCode(this::usage).doesNotThrowAnyException();
    }

    @Test
    void survivesClassFilesWithBytesTurnedAtRandom() throws IOException {
        byte[] whole = ownClassFile();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] turned = whole.clone();
            for (int bytes = random.nextInt(8); bytes >= 0; bytes--) {
                turned[8 + random.nextInt(turned.length - 8)] = (byte) random.nextInt();
            }
            write("x/T" + i + ".class", turned);
        }
        assertThatCode(this::usage).doesNotThrowAnyException();
    }

    private static byte[] withMain(String name, String superclass) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, superclass, null);
        MethodVisitor main = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "main", "([Ljava/lang/String;)V", null, null);
        main.visitCode();
        main.visitMethodInsn(Opcodes.INVOKESTATIC, name, "missing", "()V", false);
        main.visitInsn(Opcodes.RETURN);
        main.visitMaxs(0, 1);
        main.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
