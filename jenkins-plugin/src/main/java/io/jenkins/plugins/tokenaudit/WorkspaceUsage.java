package io.jenkins.plugins.tokenaudit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.github.tokenaudit.usage.Activity;
import io.github.tokenaudit.usage.Observed;
import io.github.tokenaudit.usage.Usage;
import io.github.tokenaudit.usage.code.OperatorCode;
import io.github.tokenaudit.usage.code.ProjectProperties;
import io.github.tokenaudit.usage.code.UsageAnalysis;
import io.github.tokenaudit.usage.log.AuditLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** What compiled classes and audit logs in a folder show of what the operator needs. */
final class WorkspaceUsage {

    private WorkspaceUsage() {}

    /**
     * Reads what the options name. Nothing of it is loaded or run.
     *
     * @throws AbortException if there is no class or no log where an option says
     */
    static Observed of(AuditOptions options, WorkspaceFiles files) throws IOException {
        return new Observed(code(options.getClasses(), files), activity(options.getAuditLogs(), files));
    }

    @CheckForNull
    private static Usage code(@CheckForNull String classes, WorkspaceFiles files) throws IOException {
        if (classes == null) {
            return null;
        }
        Collection<Path> named = files.foldersAndFiles(classes).values();
        OperatorCode code = OperatorCode.withLibrariesBeside(List.copyOf(named));
        if (!code.hasClasses()) {
            throw new AbortException("There are no classes at " + LogText.of(classes)
                    + ". Correct classes, or run this after the step that compiles them.");
        }
        return UsageAnalysis.of(code.classes(), code.libraries(), ProjectProperties.none());
    }

    @CheckForNull
    private static Activity activity(@CheckForNull String logs, WorkspaceFiles files) throws IOException {
        if (logs == null) {
            return null;
        }
        Collection<Path> found = files.find(logs, "").values();
        if (found.isEmpty()) {
            throw new AbortException("There is no audit log at " + LogText.of(logs) + ". Correct auditLogs.");
        }
        return AuditLogs.read(List.copyOf(found));
    }
}
