package io.github.tokenaudit.cluster;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was read, counted, so that nothing is passed over in silence.
 *
 * @param files all of them
 * @param documents those with content
 * @param objects things with apiVersion and kind, lists expanded; objects of skipped documents included
 * @param workloads what runs pods, deployments of ClusterServiceVersions included
 * @param serviceAccounts those that the input declares
 * @param skippedDocuments bodies that were not parsed, or in part only, and so not validated
 * @param unreadable documents that could not be read
 * @param notObjects documents without apiVersion and kind
 * @param otherKinds objects of kinds that no rule looks at, counted by kind
 */
public record Inventory(
        int files,
        int documents,
        int objects,
        int workloads,
        int serviceAccounts,
        int skippedDocuments,
        int unreadable,
        int notObjects,
        SortedMap<String, Integer> otherKinds) {

    public Inventory {
        otherKinds = Collections.unmodifiableSortedMap(new TreeMap<>(otherKinds));
    }
}
