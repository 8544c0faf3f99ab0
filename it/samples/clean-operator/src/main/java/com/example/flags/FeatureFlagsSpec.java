package com.example.flags;

import java.util.Map;

/** What the application's owner wants. */
public class FeatureFlagsSpec {

    private Map<String, Boolean> flags = Map.of();

    /** The flags by name: on or off. */
    public Map<String, Boolean> getFlags() {
        return flags;
    }

    public void setFlags(Map<String, Boolean> flags) {
        this.flags = flags;
    }
}
