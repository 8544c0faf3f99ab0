package com.example.website;

import java.util.Map;

/** What the owner of a website wants. */
public class WebsiteSpec {

    private Map<String, String> pages = Map.of();
    private int replicas = 1;

    /** The pages by file name, as {@code index.html}. */
    public Map<String, String> getPages() {
        return pages;
    }

    public void setPages(Map<String, String> pages) {
        this.pages = pages;
    }

    /** How many web servers share the load. */
    public int getReplicas() {
        return replicas;
    }

    public void setReplicas(int replicas) {
        this.replicas = replicas;
    }
}
