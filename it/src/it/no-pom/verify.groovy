import groovy.json.JsonSlurper

assert new File(basedir, 'build.log').text.contains('[ERROR] deploy/operator.yaml:33:5 CRITICAL TA101 token-automounted')
def audit = new JsonSlurper().parse(new File(basedir, 'target/token-audit/token-audit.json'))
assert audit.gate.failed
assert audit.operators*.workload*.name == ['operator']
