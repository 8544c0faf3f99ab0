package io.github.tokenaudit.maven;

import io.github.tokenaudit.report.RuleText;
import io.github.tokenaudit.rules.Catalogue;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Mojo;

/** Lists the rules: id, severity, name, and what each finds. {@code explain} tells all of one. */
@Mojo(name = "rules", requiresProject = false, aggregator = true, threadSafe = true)
public final class RulesMojo extends AbstractMojo {

    @Override
    public void execute() {
        String table = String.join(System.lineSeparator(), RuleText.table(Catalogue.infos()));
        getLog().info(String.join(
                System.lineSeparator(),
                "The rules of Token Audit:",
                "",
                table,
                "",
                "The severity \"by reach\" follows from what a token can do and how exposed it is.",
                "All of one rule: token-audit:explain -DtokenAudit.rule=TA101"));
    }
}
