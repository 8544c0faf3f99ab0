package com.example.backup;

/** What has become of it. */
public class BackupScheduleStatus {

    private String lastStarted;

    /** When a backup was last started, in UTC; null before the first. */
    public String getLastStarted() {
        return lastStarted;
    }

    public void setLastStarted(String lastStarted) {
        this.lastStarted = lastStarted;
    }
}
