package io.github.tokenaudit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.charset.Charset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The way through the engine has one direction, and only its ends touch the world. */
class ArchitectureTest {

    private static final String ROOT = "io.github.tokenaudit";
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void goesOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("source")
                .definedBy(ROOT + ".source..")
                .layer("cluster")
                .definedBy(ROOT + ".cluster..")
                .layer("access")
                .definedBy(ROOT + ".access..")
                .layer("usage")
                .definedBy(ROOT + ".usage..")
                .layer("rule")
                .definedBy(ROOT + ".rule..")
                .layer("rules")
                .definedBy(ROOT + ".rules..")
                .layer("policy")
                .definedBy(ROOT + ".policy..")
                .layer("posture")
                .definedBy(ROOT + ".posture..")
                .layer("report")
                .definedBy(ROOT + ".report..")
                .layer("entry")
                .definedBy(ROOT)
                .whereLayer("cluster")
                .mayOnlyAccessLayers("source")
                .whereLayer("access")
                .mayOnlyAccessLayers("source", "cluster")
                .whereLayer("usage")
                .mayOnlyAccessLayers("source")
                .whereLayer("rule")
                .mayOnlyAccessLayers("source", "cluster", "access", "usage")
                .whereLayer("rules")
                .mayOnlyAccessLayers("source", "cluster", "access", "usage", "rule")
                .whereLayer("policy")
                .mayOnlyAccessLayers("source", "cluster", "access", "rule")
                .whereLayer("posture")
                .mayOnlyAccessLayers("source", "cluster", "access", "usage", "rule", "policy")
                .whereLayer("source")
                .mayNotAccessAnyLayer()
                .check(ENGINE);
    }

    @Test
    void followsCodeOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("result")
                .definedBy(ROOT + ".usage")
                .layer("bytecode")
                .definedBy(ROOT + ".usage.bytecode")
                .layer("flow")
                .definedBy(ROOT + ".usage.flow")
                .layer("client")
                .definedBy(ROOT + ".usage.client")
                .layer("code")
                .definedBy(ROOT + ".usage.code")
                .whereLayer("result")
                .mayNotAccessAnyLayer()
                .whereLayer("bytecode")
                .mayNotAccessAnyLayer()
                .whereLayer("flow")
                .mayOnlyAccessLayers("bytecode")
                .whereLayer("client")
                .mayOnlyAccessLayers("result", "bytecode", "flow")
                .check(ENGINE);
    }

    @Test
    void leavesClassFilesToTheUsagePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".usage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm..")
                .check(ENGINE);
    }

    @Test
    void leavesYamlToTheSourcePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".source..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml..")
                .check(ENGINE);
    }

    @Test
    void knowsNeitherMavenNorJenkins() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "hudson..", "jenkins..", "org.codehaus.plexus..")
                .check(ENGINE);
    }

    @Test
    void startsNothingFetchesNothingAndLooksNothingUp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.net.http..", "java.rmi..", "javax.naming..", "java.lang.reflect..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Runtime.class, java.util.ServiceLoader.class)
                .orShould()
                .callMethod(Thread.class, "getContextClassLoader")
                .check(ENGINE);
    }

    @Test
    void printsNothingAndDependsOnNoDefaultOfTheMachine() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Charset.class, "defaultCharset")
                .orShould()
                .callMethod(Locale.class, "getDefault")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(ENGINE);
    }

    @Test
    void keepsNoStateInStatics() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .check(ENGINE);
    }
}
