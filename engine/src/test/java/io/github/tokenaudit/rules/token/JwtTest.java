package io.github.tokenaudit.rules.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    private static String token(String header, String payload) {
        return encode(header) + "." + encode(payload) + ".this-is-no-signature";
    }

    private static String token(String payload) {
        return token("{\"alg\":\"RS256\"}", payload);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tellsIssuerSubjectAndExpiry() {
        String token = token("{\"iss\":\"https://issuer\",\"sub\":\"system:serviceaccount:a:b\",\"exp\":1893456000}");

        assertThat(Jwt.in("Authorization: Bearer " + token + "\n"))
                .singleElement()
                .satisfies(jwt -> {
                    assertThat(jwt.describe(TODAY))
                            .isEqualTo("system:serviceaccount:a:b, issued by https://issuer, valid until 2030-01-01");
                    assertThat(jwt.hasExpired(TODAY)).isFalse();
                });
    }

    @Test
    void lastsThroughItsLastDay() {
        Jwt jwt = Jwt.in(token("{\"exp\":1795392000}")).get(0);

        assertThat(jwt.hasExpired(LocalDate.parse("2026-11-23"))).isFalse();
        assertThat(jwt.hasExpired(LocalDate.parse("2026-11-24"))).isTrue();
    }

    @Test
    void neverExpiresWithoutAnExpiry() {
        Jwt jwt = Jwt.in(token("{\"iss\":\"kubernetes/serviceaccount\"}")).get(0);

        assertThat(jwt.hasExpired(LocalDate.MAX)).isFalse();
        assertThat(jwt.describe(TODAY)).isEqualTo("issued by kubernetes/serviceaccount, never expires");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "-5", "1893456000.75", "\"soon\"", "[]"})
    void copesWithAnyExpiry(String expiry) {
        assertThat(Jwt.in(token("{\"sub\":\"a\",\"exp\":" + expiry + "}")))
                .singleElement()
                .satisfies(jwt -> assertThat(jwt.describe(TODAY)).startsWith("a, "));
    }

    @Test
    void keepsClaimsInOneShortLine() {
        Jwt jwt = Jwt.in(token("{\"sub\":\"line\\nbreak " + "x".repeat(5_000) + "\"}"))
                .get(0);

        assertThat(jwt.describe(TODAY))
                .hasSizeLessThan(150)
                .startsWith("line break x")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "eyJ",
                "eyJhbGciOiJSUzI1NiJ9",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.",
                "eyJhbGciOiJSUzI1NiJ9..signature",
                "eyJhbGciOiJSUzI1NiJ9.bm8ganNvbg.signature",
                "eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJhIn0.signature",
                "eyJhbGciOiJSUzI1NiJ9.eyJoZWxsbyI6IndvcmxkIn0.signature",
                "partOfeyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.signature"
            })
    void takesNothingElseForAToken(String text) {
        assertThat(Jwt.in(text)).isEmpty();
    }

    @Test
    void findsAllTokensOfAText() {
        String text =
                token("{\"sub\":\"a\"}") + " eyJ.eyJ. " + token("{\"sub\":\"b\"}") + "," + token("{\"sub\":\"c\"}");

        assertThat(Jwt.in(text)).extracting(Jwt::subject).containsExactly("a", "b", "c");
    }

    @Test
    void isNotSlowedDownByTextThatOnlyBeginsLikeTokens() {
        String hostile = "eyJ".repeat(300_000) + "eyJ.".repeat(300_000);

        long start = System.nanoTime();
        assertThat(Jwt.in(hostile)).isEmpty();

        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
}
