package io.github.tokenaudit.usage.log;

/**
 * What of audit logs is kept. A bound that is hit is a problem of the result, never a silent cut.
 *
 * @param lineBytes size of one event in bytes; with whole requests and responses in it, etcd's limit bounds it to some MB
 * @param kinds different requests of all accounts together
 * @param credentials different pods of one account
 * @param origins different addresses and programs of one pod
 */
record LogLimits(int lineBytes, int kinds, int credentials, int origins) {

    /** Generous to real clusters: some hundred bytes for each kind. */
    static LogLimits standard() {
        return new LogLimits(16 << 20, 200_000, 2_000, 16);
    }
}
