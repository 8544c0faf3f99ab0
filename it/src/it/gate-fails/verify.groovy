import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').text
// Place, severity and rule of a finding, then what to do about it, then why the build stops.
assert log.contains('[ERROR] manifests/kubernetes.yml:137:7 HIGH TA101 token-automounted')
assert log.contains('fix: Set `automountServiceAccountToken: false` in the pod spec.')
assert log =~ /Token Audit stops the build: \d+ findings must be mended first, since it fails on high/

File reports = new File(basedir, 'target/token-audit')
assert ['token-audit.json', 'token-audit.sarif', 'token-audit.html'].every { new File(reports, it).length() > 0 }
def audit = new JsonSlurper().parse(new File(reports, 'token-audit.json'))
assert audit.gate == [failOn: 'high', failed: true]
assert audit.summary.findings.high > 0
