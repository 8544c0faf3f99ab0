package io.github.tokenaudit.usage.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureTest {

    @Test
    void readsNestedTypesAndWildcards() {
        assertThat(Signature.ofType("Ljava/util/Map<TK;+Ljava/util/List<[TV;>;>.Entry<TK;*>;"))
                .hasToString("Map$Entry<K, Object>");
        assertThat(Signature.ofType("Ljava/util/List<-[Ljava/lang/String;>;")).hasToString("List<String[]>");
    }

    @Test
    void readsTheFirstBoundThatSaysSomething() {
        Signature.OfClass parsed = Objects.requireNonNull(Signature.ofClass(
                "<T:Ljava/lang/Object;:Ljava/lang/Runnable;L::Ljava/util/List<TT;>;>Ljava/lang/Object;"));
        assertThat(parsed.parameters())
                .extracting(each -> each.bound().toString())
                .containsExactly("Runnable", "List<T>");
    }

    @Test
    void takesWhatHasNoEndForMalformed() {
        assertThat(Signature.ofType("[".repeat(60_000) + "I")).isNull();
        assertThat(Signature.ofType("Ljava/util/List<")).isNull();
        assertThat(Signature.ofMethod("(")).isNull();
    }

    @Test
    void neverFailsOnAnyText() {
        Random random = new Random(1);
        String letters = "<>;:LTV[I()*+-./a";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            Signature.ofClass(text.toString());
            Signature.ofMethod(text.toString());
            Signature.ofType(text.toString());
        }
    }
}
