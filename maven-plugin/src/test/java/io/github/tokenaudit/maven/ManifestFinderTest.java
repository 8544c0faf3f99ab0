package io.github.tokenaudit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFinderTest {

    @TempDir
    Path temp;

    @Test
    void aFileThatIsNamedIsTakenWhateverItIsCalled() throws IOException {
        files("deploy/operator.txt");

        assertThat(find("deploy/operator.txt")).containsExactly("deploy/operator.txt");
    }

    @Test
    void aFolderIsTakenWithAllItsManifestsAndNothingElse() throws IOException {
        files(
                "deploy/b.yml",
                "deploy/a.yaml",
                "deploy/crds/c.json",
                "deploy/README.md",
                "deploy/run.sh",
                "other/d.yaml");

        assertThat(find("deploy")).containsExactly("deploy/a.yaml", "deploy/b.yml", "deploy/crds/c.json");
        assertThat(find("./deploy/")).containsExactly("deploy/a.yaml", "deploy/b.yml", "deploy/crds/c.json");
    }

    @Test
    void aPatternTakesManifestsThatItMatchesAndNothingElse() throws IOException {
        files("deploy/a.yaml", "deploy/b.yml", "deploy/crds/c.yaml", "deploy/README.md", "a.yaml");

        assertThat(find("deploy/*")).containsExactly("deploy/a.yaml", "deploy/b.yml", "deploy/crds/c.yaml");
        assertThat(find("deploy/*.yaml")).containsExactly("deploy/a.yaml");
        assertThat(find("**/*.yaml")).containsExactly("a.yaml", "deploy/a.yaml", "deploy/crds/c.yaml");
    }

    @Test
    void whatLiesOutsideTheFolderCanBeNamed() throws IOException {
        files("base/a.yaml", "shared/b.yaml", "shared/deep/c.yaml");
        ManifestFinder finder = finder("base");

        assertThat(finder.add("../shared/b.yaml")).isTrue();
        assertThat(finder.add(temp + "/shared/*/c.yaml")).isTrue();
        assertThat(names(finder.found())).containsExactly("shared/b.yaml", "shared/deep/c.yaml");
    }

    @Test
    void aFileIsFoundOnceHoweverOftenItIsNamed() throws IOException {
        files("deploy/a.yaml");

        assertThat(find("deploy", "deploy/a.yaml", "deploy/../deploy/*.yaml", temp + "/deploy"))
                .containsExactly("deploy/a.yaml");
    }

    @Test
    void whatIsExcludedIsToldApart() throws IOException {
        files("deploy/a.yaml", "deploy/test/b.yaml", "deploy/crds/c.yaml", "deploy/crds/d.yaml", "e.yaml");
        ManifestFinder finder = finder("", "**/test/**", "deploy/crds/c.yaml", temp + "/e.yaml");

        assertThat(finder.add(".")).isTrue();
        assertThat(names(finder.found())).containsExactly("deploy/a.yaml", "deploy/crds/d.yaml");
        assertThat(names(finder.excluded())).containsExactly("deploy/crds/c.yaml", "deploy/test/b.yaml", "e.yaml");
    }

    @Test
    void whatLeadsToNothingIsSaid() throws IOException {
        files("deploy/README.md");
        ManifestFinder finder = finder("");

        assertThat(finder.add("deploy")).isFalse();
        assertThat(finder.add("deploy/*.yaml")).isFalse();
        assertThat(finder.add("nowhere")).isFalse();
        assertThat(finder.add("nowhere/**")).isFalse();
        assertThat(finder.found()).isEmpty();
    }

    @Test
    void hiddenThingsNodeModulesAndBuildOutputAreLeftOutAndTold() throws IOException {
        files(".github/workflow.yaml", ".golangci.yml", ".env", "ui/node_modules/x/a.json");
        files("operator/pom.xml", "operator/target/classes/a.yaml", "docs/target/b.yaml", "c.yaml");
        ManifestFinder finder = finder("");

        assertThat(finder.add(".")).isTrue();
        assertThat(names(finder.found())).containsExactly("c.yaml", "docs/target/b.yaml");
        assertThat(names(finder.leftOut()))
                .containsExactly(".github", ".golangci.yml", "operator/target", "ui/node_modules");
    }

    @Test
    void whatIsLeftOutOnTheWayIsFoundWhenNamed() throws IOException {
        files(
                ".github/a.yaml",
                "operator/pom.xml",
                "operator/target/kubernetes/b.yml",
                "operator/target/classes/c.yml");

        assertThat(find(".github")).containsExactly(".github/a.yaml");
        assertThat(find("**/.github/*.yaml")).containsExactly(".github/a.yaml");
        assertThat(find("operator/target/kubernetes")).containsExactly("operator/target/kubernetes/b.yml");
        assertThat(find("**/target/kubernetes/*.yml")).containsExactly("operator/target/kubernetes/b.yml");
        assertThat(find("*/target"))
                .containsExactly("operator/target/classes/c.yml", "operator/target/kubernetes/b.yml");
    }

    @Test
    void ourOwnReportsAreNoManifests() throws IOException {
        files("target/token-audit/token-audit.json", "target/kubernetes/a.yml");

        assertThat(find(".")).containsExactly("target/kubernetes/a.yml");
        assertThat(find("target")).containsExactly("target/kubernetes/a.yml");
    }

    @Test
    void linksOnTheWayAreNotFollowed() throws IOException {
        files("outside/secret.yaml", "deploy/a.yaml");
        link("deploy/link.yaml", "outside/secret.yaml");
        link("deploy/folder", "outside");
        link("deploy/loop", "deploy");
        link("deploy/nowhere.yaml", "nowhere");
        ManifestFinder finder = finder("");

        assertThat(finder.add("deploy")).isTrue();
        assertThat(names(finder.found())).containsExactly("deploy/a.yaml");
        assertThat(names(finder.leftOut()))
                .containsExactly("deploy/folder", "deploy/link.yaml", "deploy/loop", "deploy/nowhere.yaml");
    }

    @Test
    void aLinkThatIsNamedIsFollowed() throws IOException {
        files("outside/a.yaml");
        link("deploy", "outside");
        link("b.yaml", "outside/a.yaml");

        assertThat(find("deploy")).containsExactly("deploy/a.yaml");
        assertThat(find("deploy/*.yaml")).containsExactly("deploy/a.yaml");
        assertThat(find("b.yaml")).containsExactly("b.yaml");
    }

    @Test
    void namesWithSpacesCommasAndUmlautsAreNothingSpecial() throws IOException {
        files("my deploy/a, b ü.yaml", "my deploy/c.yaml");

        assertThat(find("my deploy/a, b ü.yaml")).containsExactly("my deploy/a, b ü.yaml");
    }

    @Test
    void aNameWithWildcardsInItIsANameWhereItExists() throws IOException {
        assumeThat(java.io.File.separatorChar).isEqualTo('/');
        files("a*.yaml", "ab.yaml", "b?/c.yaml", "bb/d.yaml");

        assertThat(find("a*.yaml")).containsExactly("a*.yaml");
        assertThat(find("b?")).containsExactly("b?/c.yaml");
        assertThat(find("b?/*.yaml")).containsExactly("b?/c.yaml", "bb/d.yaml");
    }

    private void files(String... paths) throws IOException {
        for (String path : paths) {
            Path file = temp.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "kind: Test");
        }
    }

    private void link(String path, String to) throws IOException {
        Files.createDirectories(temp.resolve(path).getParent());
        Files.createSymbolicLink(temp.resolve(path), temp.resolve(to));
    }

    private List<String> find(String... pathsAndPatterns) throws IOException {
        ManifestFinder finder = finder("");
        for (String text : pathsAndPatterns) {
            assertThat(finder.add(text)).as(text).isTrue();
        }
        return names(finder.found());
    }

    private ManifestFinder finder(String base, String... excludes) {
        return new ManifestFinder(temp.resolve(base), temp.resolve("target/token-audit"), List.of(excludes));
    }

    private List<String> names(Collection<Path> files) {
        return files.stream().map(file -> Names.relative(temp, file)).toList();
    }
}
