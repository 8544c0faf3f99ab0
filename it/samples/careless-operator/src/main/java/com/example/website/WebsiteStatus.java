package com.example.website;

/** What has become of it. */
public class WebsiteStatus {

    private String address;
    private int ready;

    /** Where it is served inside the cluster. */
    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    /** How many web servers answer. */
    public int getReady() {
        return ready;
    }

    public void setReady(int ready) {
        this.ready = ready;
    }
}
