package com.example.backup;

/** What the owner of the volume wants. */
public class BackupScheduleSpec {

    private String schedule = "0 3 * * *";
    private String source;
    private String target;

    /** When, in the form of cron. */
    public String getSchedule() {
        return schedule;
    }

    public void setSchedule(String schedule) {
        this.schedule = schedule;
    }

    /** The claim of the volume to back up. */
    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    /** The claim of the volume that takes the backups. */
    public String getTarget() {
        return target;
    }

    public void setTarget(String target) {
        this.target = target;
    }
}
