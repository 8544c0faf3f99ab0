package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.github.tokenaudit.policy.Policy;
import java.io.Serializable;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What to audit and when to stop: the options that the Pipeline step and the freestyle publisher share. Null is what
 * nobody said. Words are taken as they are and judged when the audit runs, so that the log tells what is wrong with them.
 */
public final class AuditOptions extends AbstractDescribableImpl<AuditOptions> implements Serializable {

    private static final long serialVersionUID = 1;

    private String manifests;
    private String excludes;
    private String classes;
    private String auditLogs;
    private String policy;
    private String baseline;
    private String report;
    private String id;
    private String name;
    private String failOn;
    private String unstableOn;
    private String failOnNew;
    private String kubernetesVersion;

    /** Options of which nobody has said any. */
    @DataBoundConstructor
    public AuditOptions() {
        // The setters say the rest.
    }

    /** Folders and Ant patterns of the manifests to audit, with commas between them, relative to the current folder. */
    @CheckForNull
    public String getManifests() {
        return manifests;
    }

    @DataBoundSetter
    public void setManifests(@CheckForNull String manifests) {
        this.manifests = Util.fixEmptyAndTrim(manifests);
    }

    /** Ant patterns of what is not to be audited. */
    @CheckForNull
    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(@CheckForNull String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    /** Folders, jars and Ant patterns of jars with the operator's compiled classes; null to look at no code. */
    @CheckForNull
    public String getClasses() {
        return classes;
    }

    @DataBoundSetter
    public void setClasses(@CheckForNull String classes) {
        this.classes = Util.fixEmptyAndTrim(classes);
    }

    /** Ant patterns of audit logs of API servers, packed by gzip or not; null for none. */
    @CheckForNull
    public String getAuditLogs() {
        return auditLogs;
    }

    @DataBoundSetter
    public void setAuditLogs(@CheckForNull String auditLogs) {
        this.auditLogs = Util.fixEmptyAndTrim(auditLogs);
    }

    /** The file of an earlier report to compare with; null to compare with the reference build. */
    @CheckForNull
    public String getBaseline() {
        return baseline;
    }

    @DataBoundSetter
    public void setBaseline(@CheckForNull String baseline) {
        this.baseline = Util.fixEmptyAndTrim(baseline);
    }

    /** The file of the policy; without it {@code token-audit.yaml}, else the system configuration's. */
    @CheckForNull
    public String getPolicy() {
        return policy;
    }

    @DataBoundSetter
    public void setPolicy(@CheckForNull String policy) {
        this.policy = Util.fixEmptyAndTrim(policy);
    }

    /** Ant patterns of reports that the Maven plugin wrote, to be published instead of auditing. */
    @CheckForNull
    public String getReport() {
        return report;
    }

    @DataBoundSetter
    public void setReport(@CheckForNull String report) {
        this.report = Util.fixEmptyAndTrim(report);
    }

    /** Tells several audits of one build apart. */
    @CheckForNull
    public String getId() {
        return id;
    }

    @DataBoundSetter
    public void setId(@CheckForNull String id) {
        this.id = Util.fixEmptyAndTrim(id);
    }

    /** What the audit is called on pages. */
    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** How bad a finding must be to fail the build. */
    @CheckForNull
    public String getFailOn() {
        return failOn;
    }

    @DataBoundSetter
    public void setFailOn(@CheckForNull String failOn) {
        this.failOn = Util.fixEmptyAndTrim(failOn);
    }

    /** How bad a finding must be to make the build unstable. */
    @CheckForNull
    public String getUnstableOn() {
        return unstableOn;
    }

    @DataBoundSetter
    public void setUnstableOn(@CheckForNull String unstableOn) {
        this.unstableOn = Util.fixEmptyAndTrim(unstableOn);
    }

    /** How bad a finding must be to fail the build that what is compared with does not have. */
    @CheckForNull
    public String getFailOnNew() {
        return failOnNew;
    }

    @DataBoundSetter
    public void setFailOnNew(@CheckForNull String failOnNew) {
        this.failOnNew = Util.fixEmptyAndTrim(failOnNew);
    }

    /** The version of Kubernetes to judge by, as {@code 1.34}. */
    @CheckForNull
    public String getKubernetesVersion() {
        return kubernetesVersion;
    }

    @DataBoundSetter
    public void setKubernetesVersion(@CheckForNull String kubernetesVersion) {
        this.kubernetesVersion = Util.fixEmptyAndTrim(kubernetesVersion);
    }

    /** The same with the variables of a build filled in. In a Pipeline, Groovy has done so already. */
    AuditOptions expanded(EnvVars variables) {
        AuditOptions expanded = new AuditOptions();
        expanded.manifests = variables.expand(manifests);
        expanded.excludes = variables.expand(excludes);
        expanded.classes = variables.expand(classes);
        expanded.auditLogs = variables.expand(auditLogs);
        expanded.baseline = variables.expand(baseline);
        expanded.policy = variables.expand(policy);
        expanded.report = variables.expand(report);
        expanded.id = variables.expand(id);
        expanded.name = variables.expand(name);
        expanded.failOn = variables.expand(failOn);
        expanded.unstableOn = variables.expand(unstableOn);
        expanded.failOnNew = variables.expand(failOnNew);
        expanded.kubernetesVersion = variables.expand(kubernetesVersion);
        return expanded;
    }

    /** The form, its choices and its checks. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<AuditOptions> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.AuditOptions_displayName();
        }

        @POST
        public ListBoxModel doFillFailOnItems() {
            return Gate.choices(Messages.Gate_asSystemElsePolicy());
        }

        @POST
        public ListBoxModel doFillUnstableOnItems() {
            return Gate.choices(Messages.Gate_asSystem());
        }

        @POST
        public ListBoxModel doFillFailOnNewItems() {
            return Gate.choices(Messages.Gate_asSystem());
        }

        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return check(item, Util.fixEmptyAndTrim(value) == null || AuditId.isValid(value), AuditId.RULE);
        }

        @POST
        public FormValidation doCheckKubernetesVersion(@AncestorInPath Item item, @QueryParameter String value) {
            String version = Util.fixEmptyAndTrim(value);
            return check(
                    item,
                    version == null || Policy.isKubernetesVersion(version),
                    Messages.AuditOptions_kubernetesVersion());
        }

        @POST
        public FormValidation doCheckManifests(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String report) {
            boolean one = (Util.fixEmptyAndTrim(value) == null) != (Util.fixEmptyAndTrim(report) == null);
            return check(item, one, Messages.AuditOptions_manifestsOrReport());
        }

        private static FormValidation check(Item item, boolean ok, String message) {
            boolean allowed =
                    item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
            return ok || !allowed ? FormValidation.ok() : FormValidation.error(message);
        }
    }
}
