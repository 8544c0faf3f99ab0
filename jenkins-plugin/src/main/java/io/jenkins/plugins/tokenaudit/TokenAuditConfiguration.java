package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.github.tokenaudit.policy.PolicyException;
import io.github.tokenaudit.policy.PolicyReader;
import io.github.tokenaudit.rules.Catalogue;
import java.nio.charset.StandardCharsets;
import jenkins.model.GlobalConfiguration;
import jenkins.model.GlobalConfigurationCategory;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What counts in every job that does not say otherwise. Null is what nobody said. */
@Extension
@Symbol("tokenAudit")
public final class TokenAuditConfiguration extends GlobalConfiguration {

    private String policy;
    private String failOn;
    private String unstableOn;
    private String failOnNew;

    /** Reads what was saved. */
    public TokenAuditConfiguration() {
        load();
    }

    static TokenAuditConfiguration get() {
        return ExtensionList.lookupSingleton(TokenAuditConfiguration.class);
    }

    @NonNull
    @Override
    public GlobalConfigurationCategory getCategory() {
        return GlobalConfigurationCategory.get(GlobalConfigurationCategory.Unclassified.class);
    }

    /** The policy, as {@code token-audit.yaml} has it, for workspaces without one of their own. */
    @CheckForNull
    public String getPolicy() {
        return policy;
    }

    @DataBoundSetter
    public void setPolicy(@CheckForNull String policy) {
        this.policy = Util.fixEmptyAndTrim(policy);
        save();
    }

    /** How bad a finding must be to fail a build. */
    @CheckForNull
    public String getFailOn() {
        return failOn;
    }

    @DataBoundSetter
    public void setFailOn(@CheckForNull String failOn) {
        this.failOn = Util.fixEmptyAndTrim(failOn);
        save();
    }

    /** How bad a finding must be to make a build unstable. */
    @CheckForNull
    public String getUnstableOn() {
        return unstableOn;
    }

    @DataBoundSetter
    public void setUnstableOn(@CheckForNull String unstableOn) {
        this.unstableOn = Util.fixEmptyAndTrim(unstableOn);
        save();
    }

    /** How bad a finding that the reference build did not have must be to fail a build. */
    @CheckForNull
    public String getFailOnNew() {
        return failOnNew;
    }

    @DataBoundSetter
    public void setFailOnNew(@CheckForNull String failOnNew) {
        this.failOnNew = Util.fixEmptyAndTrim(failOnNew);
        save();
    }

    @POST
    public ListBoxModel doFillFailOnItems() {
        return Gate.choices(Messages.Gate_asPolicy());
    }

    @POST
    public ListBoxModel doFillUnstableOnItems() {
        return Gate.choices(Messages.Gate_unsaid());
    }

    @POST
    public ListBoxModel doFillFailOnNewItems() {
        return Gate.choices(Messages.Gate_unsaid());
    }

    @POST
    public FormValidation doCheckPolicy(@QueryParameter String value) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER) || Util.fixEmptyAndTrim(value) == null) {
            return FormValidation.ok();
        }
        try {
            PolicyReader.read(
                    Messages.TokenAuditConfiguration_policyName(),
                    value.getBytes(StandardCharsets.UTF_8),
                    Catalogue.infos());
            return FormValidation.ok();
        } catch (PolicyException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
