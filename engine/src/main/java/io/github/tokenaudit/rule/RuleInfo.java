package io.github.tokenaudit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of itself. Everything that documents, reports and policies tell about a rule comes from here.
 *
 * @param id for ever: {@code TA101}; never used for anything else again
 * @param name kebab-case, serves wherever the id does
 * @param group what it is about
 * @param severity the default; null when it follows from what the token may do and how exposed it is
 * @param summary one sentence without a full stop, for lists and tool tips
 * @param what when it fires, in a paragraph
 * @param why what goes wrong when nobody mends it, in a paragraph
 * @param remedy how to mend it, in a paragraph
 * @param remedyInANamespace how to mend what a Role or RoleBinding grants, where the remedy is to grant by one; else the
 *     same
 * @param references where this is written
 * @param mappings entries of well-known catalogues
 * @param options what a policy may set
 * @param contains ids of rules whose findings on the same object, or about the same grants, are part of this rule's
 */
public record RuleInfo(
        String id,
        String name,
        Group group,
        @Nullable Severity severity,
        String summary,
        String what,
        String why,
        String remedy,
        String remedyInANamespace,
        List<Reference> references,
        List<Mapping> mappings,
        List<Option> options,
        Set<String> contains) {

    public RuleInfo {
        references = List.copyOf(references);
        mappings = List.copyOf(mappings);
        options = List.copyOf(options);
        contains = Set.copyOf(contains);
    }

    /** A source to read on. */
    public record Reference(String title, String url) {}

    /**
     * A whole number that a policy may set.
     *
     * @param name its key
     * @param defaultValue when the policy says nothing
     * @param minimum the least that makes sense
     * @param description what it does, with the unit
     */
    public record Option(String name, long defaultValue, long minimum, String description) {}

    /** Entries of catalogues that auditors ask for. */
    public enum Mapping {
        CIS_5_1_1("CIS Kubernetes Benchmark 5.1.1", "Ensure that the cluster-admin role is only used where required"),
        CIS_5_1_2("CIS Kubernetes Benchmark 5.1.2", "Minimize access to secrets"),
        CIS_5_1_3("CIS Kubernetes Benchmark 5.1.3", "Minimize wildcard use in Roles and ClusterRoles"),
        CIS_5_1_4("CIS Kubernetes Benchmark 5.1.4", "Minimize access to create pods"),
        CIS_5_1_5("CIS Kubernetes Benchmark 5.1.5", "Ensure that default service accounts are not actively used"),
        CIS_5_1_6(
                "CIS Kubernetes Benchmark 5.1.6",
                "Ensure that Service Account Tokens are only mounted where necessary"),
        CIS_5_1_7("CIS Kubernetes Benchmark 5.1.7", "Avoid use of system:masters group"),
        CIS_5_1_8(
                "CIS Kubernetes Benchmark 5.1.8",
                "Limit use of the Bind, Impersonate and Escalate permissions in the Kubernetes cluster"),
        CIS_5_1_9("CIS Kubernetes Benchmark 5.1.9", "Minimize access to create persistent volumes"),
        CIS_5_1_10("CIS Kubernetes Benchmark 5.1.10", "Minimize access to the proxy sub-resource of nodes"),
        CIS_5_1_11(
                "CIS Kubernetes Benchmark 5.1.11",
                "Minimize access to the approval sub-resource of certificatesigningrequests objects"),
        CIS_5_1_12("CIS Kubernetes Benchmark 5.1.12", "Minimize access to webhook configuration objects"),
        CIS_5_1_13("CIS Kubernetes Benchmark 5.1.13", "Minimize access to the service account token creation"),
        CIS_1_2("CIS Kubernetes Benchmark 1.2", "API Server"),
        CIS_3_2("CIS Kubernetes Benchmark 3.2", "Logging: audit policy"),
        CIS_5_2("CIS Kubernetes Benchmark 5.2", "Pod Security Standards"),
        CIS_5_4_1("CIS Kubernetes Benchmark 5.4.1", "Prefer using Secrets as files over environment variables"),
        MITRE_T1528("MITRE ATT&CK T1528", "Steal Application Access Token"),
        MITRE_T1552_001("MITRE ATT&CK T1552.001", "Unsecured Credentials: Credentials In Files"),
        MITRE_T1552_007("MITRE ATT&CK T1552.007", "Unsecured Credentials: Container API"),
        MITRE_T1078_001("MITRE ATT&CK T1078.001", "Valid Accounts: Default Accounts"),
        MITRE_T1078_004("MITRE ATT&CK T1078.004", "Valid Accounts: Cloud Accounts"),
        MITRE_T1098_006("MITRE ATT&CK T1098.006", "Account Manipulation: Additional Container Cluster Roles"),
        MITRE_T1609("MITRE ATT&CK T1609", "Container Administration Command"),
        MITRE_T1610("MITRE ATT&CK T1610", "Deploy Container"),
        MITRE_T1611("MITRE ATT&CK T1611", "Escape to Host"),
        MITRE_T1562("MITRE ATT&CK T1562", "Impair Defenses"),
        OWASP_K01("OWASP Kubernetes Top Ten K01", "Insecure Workload Configurations"),
        OWASP_K03("OWASP Kubernetes Top Ten K03", "Overly Permissive RBAC Configurations"),
        OWASP_K05("OWASP Kubernetes Top Ten K05", "Inadequate Logging and Monitoring"),
        OWASP_K06("OWASP Kubernetes Top Ten K06", "Broken Authentication Mechanisms"),
        OWASP_K08("OWASP Kubernetes Top Ten K08", "Secrets Management Failures"),
        NSA_AUTHENTICATION(
                "NSA/CISA Kubernetes Hardening Guide", "Authentication and authorization: service account tokens"),
        NSA_POD("NSA/CISA Kubernetes Hardening Guide", "Kubernetes Pod security: protecting service account tokens"),
        NSA_LOGGING("NSA/CISA Kubernetes Hardening Guide", "Audit logging and threat detection");

        private final String entry;
        private final String title;

        Mapping(String entry, String title) {
            this.entry = entry;
            this.title = title;
        }

        /** Catalogue and number. */
        public String entry() {
            return entry;
        }

        /** What the entry is called there. */
        public String title() {
            return title;
        }
    }

    /** Starts a rule's description. */
    public static Builder rule(String id, String name, Group group) {
        return new Builder(id, name, group);
    }

    /** Collects a description part by part, in the order in which a person reads it. */
    public static final class Builder {
        private final String id;
        private final String name;
        private final Group group;
        private final List<Reference> references = new ArrayList<>();
        private final List<Option> options = new ArrayList<>();
        private List<Mapping> mappings = List.of();
        private Set<String> contains = Set.of();
        private @Nullable Severity severity;
        private String summary = "";
        private String what = "";
        private String why = "";
        private String remedy = "";
        private @Nullable String remedyInANamespace;

        private Builder(String id, String name, Group group) {
            this.id = id;
            this.name = name;
            this.group = group;
        }

        /** A severity of its own; without it, it follows from what the token may do and how exposed it is. */
        public Builder severity(Severity value) {
            this.severity = value;
            return this;
        }

        public Builder summary(String text) {
            this.summary = oneLine(text);
            return this;
        }

        public Builder what(String text) {
            this.what = oneLine(text);
            return this;
        }

        public Builder why(String text) {
            this.why = oneLine(text);
            return this;
        }

        public Builder remedy(String text) {
            this.remedy = oneLine(text);
            return this;
        }

        /** How to mend what a Role or RoleBinding grants; without it, the remedy fits both. */
        public Builder remedyInANamespace(String text) {
            this.remedyInANamespace = oneLine(text);
            return this;
        }

        public Builder reference(String title, String url) {
            references.add(new Reference(title, url));
            return this;
        }

        public Builder mappings(Mapping... entries) {
            this.mappings = List.of(entries);
            return this;
        }

        public Builder option(String optionName, long defaultValue, long minimum, String description) {
            options.add(new Option(optionName, defaultValue, minimum, description));
            return this;
        }

        /** Findings of these rules on the same object, or about the same grants, are part of this one's and not counted twice. */
        public Builder contains(String... ids) {
            this.contains = Set.of(ids);
            return this;
        }

        public RuleInfo build() {
            return new RuleInfo(
                    id,
                    name,
                    group,
                    severity,
                    summary,
                    what,
                    why,
                    remedy,
                    remedyInANamespace == null ? remedy : remedyInANamespace,
                    references,
                    mappings,
                    options,
                    contains);
        }

        private static String oneLine(String text) {
            return text.strip().replaceAll("\\s+", " ");
        }
    }
}
