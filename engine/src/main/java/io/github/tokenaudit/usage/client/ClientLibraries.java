package io.github.tokenaudit.usage.client;

import io.github.tokenaudit.usage.bytecode.LibraryCode;
import java.util.List;

/** The clients' own classes, relocated ones included. */
public final class ClientLibraries implements LibraryCode {

    private static final List<String> PACKAGES =
            List.of("io/fabric8/kubernetes/", "io/fabric8/openshift/", OfficialClient.ROOT);

    /** Packages of the Java Operator SDK; its samples are operators in a package beside them. */
    private static final List<String> SDK = List.of("api/", "processing/", "junit/");

    /** Where shade plugins put copies of libraries by custom. */
    private static final String RELOCATED = "/shaded/";

    /** Library code that tells what it requests better than any table. */
    private static final List<String> FOLLOWED = List.of(
            Josdk.ROOT + "api/reconciler/ResourceOperations", Josdk.ROOT + "api/reconciler/PrimaryUpdateAndCacheUtils");

    @Override
    public boolean isLibrary(String className) {
        return className.contains(RELOCATED)
                || PACKAGES.stream().anyMatch(className::startsWith)
                || SDK.stream().anyMatch(part -> className.startsWith(Josdk.ROOT + part));
    }

    @Override
    public boolean isFollowed(String className) {
        return className.startsWith(Josdk.ROOT)
                ? FOLLOWED.stream().anyMatch(className::startsWith)
                : Locks.isPartOf(className);
    }
}
