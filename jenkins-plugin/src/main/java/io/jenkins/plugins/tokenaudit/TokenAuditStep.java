package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code tokenAudit} in a Pipeline. Its options are one value, and since that is all it takes, a Pipeline says them as if
 * they were the step's own: {@code tokenAudit manifests: 'deploy', failOn: 'high'}.
 */
public final class TokenAuditStep extends Step implements Serializable {

    private static final long serialVersionUID = 1;

    private final AuditOptions options;

    /** @param options null for none */
    @DataBoundConstructor
    public TokenAuditStep(@CheckForNull AuditOptions options) {
        this.options = options == null ? new AuditOptions() : options;
    }

    @NonNull
    public AuditOptions getOptions() {
        return options;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(options, context);
    }

    /** Publishes first, then marks the stage, then stops what comes after it. */
    private static final class Execution extends SynchronousNonBlockingStepExecution<TokenAuditResult> {

        private static final long serialVersionUID = 1;

        private final AuditOptions options;

        private Execution(AuditOptions options, StepContext context) {
            super(context);
            this.options = options;
        }

        @Override
        protected TokenAuditResult run() throws Exception {
            Run<?, ?> run = getContext().get(Run.class);
            FlowNode node = getContext().get(FlowNode.class);
            TokenAuditAction audit = new AuditRunner(options, run, getContext().get(TaskListener.class))
                    .run(getContext().get(FilePath.class), node.getId());
            switch (audit.getVerdict()) {
                case PASSED -> {}
                case UNSTABLE -> {
                    mark(node, Result.UNSTABLE, audit);
                    run.setResult(Result.UNSTABLE);
                }
                case FAILED -> {
                    mark(node, Result.FAILURE, audit);
                    throw new AbortException(Messages.TokenAuditStep_stopped(audit.getReason(), audit.getReportUrl()));
                }
            }
            return audit.getResult();
        }

        private static void mark(FlowNode node, Result result, TokenAuditAction audit) {
            node.addOrReplaceAction(new WarningAction(result).withMessage(audit.getReason()));
        }

        /** An audit changes nothing but its own result, so one that a restart cut off is run anew. */
        @Override
        public void onResume() {
            try {
                start();
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        }
    }

    /** The form; and how options are said without naming that they are options. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements CustomDescribableModel {

        @Override
        public String getFunctionName() {
            return "tokenAudit";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TokenAuditStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, FlowNode.class, TaskListener.class);
        }

        /** So that the snippet generator writes what people write. */
        @NonNull
        @Override
        public UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
            Map<String, Object> arguments = new HashMap<>(step.getArguments());
            return arguments.remove("options") instanceof UninstantiatedDescribable options
                    ? step.withArguments(options.getArguments())
                    : step;
        }
    }
}
