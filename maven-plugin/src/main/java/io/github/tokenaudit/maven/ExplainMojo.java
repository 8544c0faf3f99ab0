package io.github.tokenaudit.maven;

import io.github.tokenaudit.report.RuleExample;
import io.github.tokenaudit.report.RuleText;
import io.github.tokenaudit.rule.Nearest;
import io.github.tokenaudit.rule.RuleInfo;
import io.github.tokenaudit.rules.Catalogue;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Tells all of one rule: when it fires, why that is bad, how to mend it, its examples, and where to read on. */
@Mojo(name = "explain", requiresProject = false, aggregator = true, threadSafe = true)
public final class ExplainMojo extends AbstractMojo {

    /** The rule's id or name, as {@code TA101} or {@code token-automounted}. */
    @Parameter(property = "tokenAudit.rule")
    private @Nullable String rule;

    @Override
    public void execute() throws MojoExecutionException {
        RuleInfo info = find();
        getLog().info(String.join(System.lineSeparator(), RuleText.explain(info, RuleExample.of(info))));
    }

    private RuleInfo find() throws MojoExecutionException {
        String asked = rule;
        if (asked == null) {
            throw new MojoExecutionException(
                    "Which rule? Name it by id or name, as -DtokenAudit.rule=TA101; token-audit:rules lists them.");
        }
        List<String> known = Catalogue.infos().stream()
                .flatMap(info -> Stream.of(info.id(), info.name()))
                .toList();
        return Catalogue.find(asked)
                .orElseThrow(() -> new MojoExecutionException("There is no rule \"" + asked + "\""
                        + Nearest.to(asked, known)
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse(".")
                        + " token-audit:rules lists them."));
    }
}
