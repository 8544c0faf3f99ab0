package com.example.backup;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;

/** Keeps a CronJob for every backup schedule, and tells in its status when it last started a backup. */
@Workflow(dependents = @Dependent(type = BackupJob.class))
@ControllerConfiguration
public class BackupScheduleReconciler implements Reconciler<BackupSchedule> {

    @Override
    public UpdateControl<BackupSchedule> reconcile(BackupSchedule wanted, Context<BackupSchedule> context) {
        BackupScheduleStatus status = new BackupScheduleStatus();
        context.getSecondaryResource(CronJob.class)
                .map(CronJob::getStatus)
                .ifPresent(job -> status.setLastStarted(job.getLastScheduleTime()));

        BackupSchedule update = new BackupSchedule();
        update.setMetadata(new ObjectMetaBuilder()
                .withName(wanted.getMetadata().getName())
                .withNamespace(wanted.getMetadata().getNamespace())
                .build());
        update.setStatus(status);
        return UpdateControl.patchStatus(update);
    }
}
