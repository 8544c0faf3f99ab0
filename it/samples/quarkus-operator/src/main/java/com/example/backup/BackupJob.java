package com.example.backup;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** A CronJob that packs one volume into an archive on the other. */
@KubernetesDependent
public class BackupJob extends CRUDKubernetesDependentResource<CronJob, BackupSchedule> {

    @Override
    protected CronJob desired(BackupSchedule wanted, Context<BackupSchedule> context) {
        return new CronJobBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(wanted.getMetadata().getName())
                        .withNamespace(wanted.getMetadata().getNamespace())
                        .build())
                .withNewSpec()
                .withSchedule(wanted.getSpec().getSchedule())
                .withConcurrencyPolicy("Forbid")
                .withNewJobTemplate()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withRestartPolicy("OnFailure")
                .addNewContainer()
                .withName("backup")
                .withImage("busybox:1.37")
                .withCommand("sh", "-c", "tar -czf /target/$(date +%F).tar.gz -C /source .")
                .addNewVolumeMount()
                .withName("source")
                .withMountPath("/source")
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("target")
                .withMountPath("/target")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("source")
                .withNewPersistentVolumeClaim(wanted.getSpec().getSource(), true)
                .endVolume()
                .addNewVolume()
                .withName("target")
                .withNewPersistentVolumeClaim(wanted.getSpec().getTarget(), false)
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .endJobTemplate()
                .endSpec()
                .build();
    }
}
