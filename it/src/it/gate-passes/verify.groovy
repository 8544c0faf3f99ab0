import groovy.json.JsonSlurper

def audit = new JsonSlurper().parse(new File(basedir, 'target/token-audit/token-audit.json'))
assert audit.gate == [failOn: 'high', failed: false]
assert audit.findings == []
assert new File(basedir, 'build.log').text.contains('Gate: passed')
