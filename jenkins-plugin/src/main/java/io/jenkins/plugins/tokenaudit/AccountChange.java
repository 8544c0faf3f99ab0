package io.jenkins.plugins.tokenaudit;

import io.github.tokenaudit.report.Report.AccountGrants;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Grants that an account has gained, or lost, as the page shows them. */
@Restricted(NoExternalUse.class)
public final class AccountChange {

    private static final int MOST_FIRST = 5;

    private final AccountGrants account;
    private final List<GrantLine> grants;

    AccountChange(AccountGrants account) {
        this.account = account;
        this.grants = GrantLine.widest(account.grants());
    }

    public String getAccount() {
        return account.name();
    }

    /** How many grants there are. */
    public int getGrantCount() {
        return account.grants().size();
    }

    /** Those that nobody should miss, the widest first. */
    public List<GrantLine> getFirstGrants() {
        return grants.stream().limit(MOST_FIRST).toList();
    }

    /** The next ones, as many as there is room for. */
    public List<GrantLine> getFurtherGrants() {
        return grants.stream().skip(MOST_FIRST).toList();
    }

    /** How many grants are not in {@link #getFirstGrants}. */
    public int getFurtherGrantCount() {
        return getGrantCount() - getFirstGrants().size();
    }

    public int getGrantsLeftOut() {
        return getGrantCount() - grants.size();
    }
}
