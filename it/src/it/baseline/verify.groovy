import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').text
assert log.contains('Baseline: token-audit-baseline.json with ')
assert log.contains('Since the baseline: 0 new findings, 0 fixed, ')
assert log.contains('Gate: passed (it fails on new findings of high or worse, and on input that can\'t be read)')
assert log.contains('New power of websites/website-operator: get nodes/proxy in the whole cluster')

// The last build is the one with the new manifest.
def audit = new JsonSlurper().parse(new File(basedir, 'target/token-audit/token-audit.json'))
assert audit.gate == [failOn: 'never', failOnNew: 'high', failed: true]
assert audit.changes.newGrants*.serviceAccount*.name == ['website-operator']
assert audit.changes.goneGrants == [] && audit.changes.fixedFindings == []
assert audit.findings.any { it.state == 'new' && it.shutsGate }
assert audit.findings.any { it.state == 'outstanding' }
assert audit.findings.every { it.state == 'new' || !it.shutsGate }
