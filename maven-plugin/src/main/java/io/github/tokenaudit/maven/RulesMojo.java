package io.github.tokenaudit.maven;

import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.Catalogue;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Mojo;

/** Lists the rules: id, severity, name, and what each finds. {@code explain} tells all of one. */
@Mojo(name = "rules", requiresProject = false, aggregator = true, threadSafe = true)
public final class RulesMojo extends AbstractMojo {

    @Override
    public void execute() {
        List<RuleInfo> rules = Catalogue.infos();
        int width = rules.stream().mapToInt(rule -> rule.name().length()).max().orElse(1);
        StringBuilder text = new StringBuilder("The rules of Token Audit:\n\n");
        for (RuleInfo rule : rules) {
            text.append(String.format(
                    "%s  %-8s  %-" + width + "s  %s%n", rule.id(), severity(rule), rule.name(), rule.summary()));
        }
        text.append("\nThe severity \"by reach\" follows from what the token may do and how exposed it is.\n"
                + "All of one rule: token-audit:explain -DtokenAudit.rule=TA101");
        getLog().info(text);
    }

    private static String severity(RuleInfo rule) {
        return Optional.ofNullable(rule.severity())
                .map(severity -> severity.label())
                .orElse("by reach");
    }
}
