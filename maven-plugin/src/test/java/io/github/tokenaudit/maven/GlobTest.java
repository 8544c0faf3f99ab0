package io.github.tokenaudit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*.yml, a.yml",
        "*.yml, .yml",
        "?.yml, a.yml",
        "?.yml, 😀.yml",
        "a?c/*, abc/x",
        "**, a.yml",
        "**, a/b/c.yml",
        "**/*.yml, a.yml",
        "**/*.yml, a/b/c.yml",
        "**/crds/**, a/crds/b/c.yml",
        "**/crds/**, crds/c.yml",
        "a/**/b.yml, a/b.yml",
        "a/**/b.yml, a/x/y/b.yml",
        "./a//*.yml, a/b.yml",
        "'(a|b)[c]+{d}.$^\\*', '(a|b)[c]+{d}.$^\\x'",
    })
    void matches(String pattern, String path) {
        assertThat(Glob.of(pattern).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*.yml, a.yaml",
        "*.yml, a/b.yml",
        "*.yml, A.YML",
        "?.yml, ab.yml",
        "?.yml, .yml",
        "a/*/c.yml, a/c.yml",
        "a/*/c.yml, a/b/b/c.yml",
        "**/b.yml, ab.yml",
        "a.yml, axyml",
        "[ab].yml, a.yml",
        "{a,b}.yml, a.yml",
    })
    void doesNotMatch(String pattern, String path) {
        assertThat(Glob.of(pattern).matches(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"modules/*/kubernetes, modules/a/kubernetes/x/y.yml", "deploy*, deploy-all/a.yml", "**/k8s, a/k8s/b.yml"
    })
    void aPatternThatMatchesAFolderMatchesAllThatIsInIt(String pattern, String path) {
        assertThat(Glob.of(pattern).matches(path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*.yml, a, false",
        "a/*.yml, a, true",
        "a/*.yml, b, false",
        "a/*.yml, a/b, false",
        "*/b/*.yml, a, true",
        "*/b/*.yml, a/c, false",
        "**/b/*.yml, x/y/z, true",
        "a*, abc, true",
    })
    void knowsIntoWhichFoldersItReaches(String pattern, String folder, boolean reaches) {
        assertThat(Glob.of(pattern).reachesInto(folder)).isEqualTo(reaches);
    }

    @ParameterizedTest
    @CsvSource({
        "**/*.yml, .github, false",
        "?github/*.yml, .github, false",
        "**/.github/*.yml, .github, true",
        ".git*/*.yml, .github, true",
        "**/target/*.yml, target, true",
        "**/targets/*.yml, target, false",
        "t*/a.yml, target, true",
    })
    void namesWhatItDoesNotMatchByAWildcardAlone(String pattern, String name, boolean names) {
        assertThat(Glob.of(pattern).names(name)).isEqualTo(names);
    }
}
