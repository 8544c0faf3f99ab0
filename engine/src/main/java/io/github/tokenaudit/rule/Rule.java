package io.github.tokenaudit.rule;

import java.util.function.Consumer;

/**
 * One kind of weakness. A rule is stateless, asks the models that the context holds, and never reads YAML itself.
 */
public interface Rule {

    /** What it says of itself. */
    RuleInfo info();

    /**
     * Looks for the weakness.
     *
     * @param context what the input declares and what identities may do
     * @param findings takes each finding, in any order
     */
    void check(RuleContext context, Consumer<Draft> findings);
}
