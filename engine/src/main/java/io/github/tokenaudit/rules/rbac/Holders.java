package io.github.tokenaudit.rules.rbac;

import io.github.tokenaudit.cluster.Account;
import io.github.tokenaudit.cluster.ServiceAccount;
import io.github.tokenaudit.cluster.Workload;
import io.github.tokenaudit.rule.Draft;
import io.github.tokenaudit.rule.RuleContext;
import java.util.List;

/** Tells the end of the chain from a grant to a token: account ← workload, account ← Secret. */
public final class Holders {

    /** More would bury the finding; the operator's card lists all. */
    private static final int MOST = 3;

    private Holders() {}

    /** Adds where an account is declared and what holds its token. */
    public static void tell(Draft draft, RuleContext context, Account account) {
        tellDeclarations(draft, account);
        List<Workload> holders = context.holdersOf(account);
        holders.stream()
                .limit(MOST)
                .forEach(workload -> draft.evidence(
                        workload.id().display() + " holds its token",
                        workload.pod().accountField().location()));
        if (holders.size() > MOST) {
            draft.evidence((holders.size() - MOST) + " more workloads hold its token", null);
        }
        if (holders.isEmpty()) {
            draft.evidence("no workload of the input holds its token", null);
        }
        tellSecrets(draft, account);
    }

    /** Adds where an account is declared. */
    public static void tellDeclarations(Draft draft, Account account) {
        for (ServiceAccount declared : account.declarations()) {
            draft.evidence(declaration(account, declared), declared.object().nameLocation());
        }
    }

    /** What the place is where an account comes from. */
    public static String declaration(Account account, ServiceAccount declared) {
        return declared.madeByOlm()
                ? "OLM makes account " + account.display() + ", which is named here"
                : "account " + account.display() + " is declared here";
    }

    /** Adds the Secrets that hold a token of an account, which outlives every pod. */
    public static void tellSecrets(Draft draft, Account account) {
        account.bundle().tokenSecrets(account).stream()
                .limit(MOST)
                .forEach(secret -> draft.evidence(
                        secret.id().display() + " holds a token of account " + account.display() + " that never ends",
                        secret.nameLocation()));
    }
}
