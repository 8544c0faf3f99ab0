/** Token Audit in Jenkins: the {@code tokenAudit} step, a freestyle publisher, and the pages of their results. */
package io.jenkins.plugins.tokenaudit;
