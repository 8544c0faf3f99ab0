package io.github.tokenaudit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.Catalogue;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

@MojoTest
class RulesAndExplainTest {

    private final RecordedLog log = new RecordedLog();

    @Test
    @InjectMojo(goal = "rules")
    void rulesListsEveryRule(RulesMojo rules) {
        rules.setLog(log);

        rules.execute();

        assertThat(log.lines("info").get(0))
                .contains(Catalogue.infos().stream().map(RuleInfo::id).toList())
                .contains(Catalogue.infos().stream().map(RuleInfo::name).toList());
    }

    @Test
    @InjectMojo(goal = "explain")
    @MojoParameter(name = "rule", value = "TA101")
    void explainTellsAllOfARuleWithItsExamples(ExplainMojo explain) throws Exception {
        explain.setLog(log);

        explain.execute();

        assertThat(log.lines("info").get(0))
                .contains("token-automounted", "automountServiceAccountToken: false", "# expect: TA101");
    }

    @Test
    @InjectMojo(goal = "explain")
    @MojoParameter(name = "rule", value = "token-automounted")
    void aRuleHasANameToo(ExplainMojo explain) throws Exception {
        explain.setLog(log);

        explain.execute();

        assertThat(log.lines("info").get(0)).contains("TA101");
    }

    @Test
    @InjectMojo(goal = "explain")
    @MojoParameter(name = "rule", value = "token-automount")
    void forARuleThatDoesNotExistTheNearestIsNamed(ExplainMojo explain) {
        assertThatThrownBy(explain::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("\"token-automount\"; did you mean \"token-automounted\"?");
    }

    @Test
    @InjectMojo(goal = "explain")
    void explainAsksWhichRule(ExplainMojo explain) {
        assertThatThrownBy(explain::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("tokenAudit.rule");
    }
}
