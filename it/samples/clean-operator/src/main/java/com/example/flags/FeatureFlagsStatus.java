package com.example.flags;

/** What the application sees. */
public class FeatureFlagsStatus {

    private String configMap;
    private int on;

    /** The ConfigMap that the application mounts. */
    public String getConfigMap() {
        return configMap;
    }

    public void setConfigMap(String configMap) {
        this.configMap = configMap;
    }

    /** How many flags are on. */
    public int getOn() {
        return on;
    }

    public void setOn(int on) {
        this.on = on;
    }
}
